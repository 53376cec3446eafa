import 'server-only'
import { createSetupLink } from '@/lib/auth/setup'

/** While there is no owner, prints the one-time link that lets the first person become the owner. */
export async function printSetupLink(): Promise<void> {
  const link = await createSetupLink()
  if (link) process.stdout.write(`Set up Atrium and become its owner (this link works once): ${link}\n`)
}
