import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { wordFault } from '@/lib/field-fault'

/** A field's fault in English, for the command line and for clients that do not read fields. */
export function inEnglish(text: string): string {
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'messages', 'en', 'errors.json')
  const { fields, ...codes } = JSON.parse(readFileSync(file, 'utf8')) as { fields: Record<string, string> }
  return wordFault(text, { ...codes, ...fields })
}
