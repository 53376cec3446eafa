import 'server-only'
import { createSetupLink } from '@/lib/auth/setup'

/** While nobody owns this installation, the one-time link with which the first person does, on standard output. */
export async function printSetupLink(): Promise<void> {
  const link = await createSetupLink()
  if (link) process.stdout.write(`Set up Atrium and become its owner (this link works once): ${link}\n`)
}
