import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locale } from '@/lib/locales'
import { once } from '@/lib/once'

export type Messages = Record<string, Record<string, unknown>>

function read(locale: Locale): Messages {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), 'messages', locale)
  const areas = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(areas.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(join(folder, file), 'utf8'))]))
}

const kept = once('messages', () => new Map<Locale, { messages: Messages; readAt: number }>())
const freshMs = 3000

/** One file per area, named like its namespace: messages/en/keys.json holds `keys.*`. Edits show within 3 s. */
export function loadMessages(locale: Locale): Messages {
  const known = kept.get(locale)
  if (known && Date.now() - known.readAt < freshMs) return known.messages
  const messages = read(locale)
  kept.set(locale, { messages, readAt: Date.now() })
  return messages
}
