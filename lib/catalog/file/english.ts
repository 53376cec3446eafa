import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A field's fault in English for the command line: `decimal:9` → the sentence `errors.fields.decimal`; other text stays. */
export function english(text: string): string {
  const [, name = text, value = ''] = /^([a-z_]+):([\s\S]*)$/.exec(text) ?? []
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'messages', 'en', 'errors.json')
  const { fields } = JSON.parse(readFileSync(file, 'utf8')) as { fields: Record<string, string> }
  return fields[name]?.replace('{value}', () => value) ?? text
}
