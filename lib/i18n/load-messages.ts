import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import compile from 'icu-minify/compile'
import type { Locale } from '@/lib/locales'
import { once } from '@/lib/once'

export type Messages = Record<string, Record<string, unknown>>

interface Area {
  text: string
  messages: Messages[string]
  /** what pages get: the sentences as short lists, so that the browser needs no parser for them */
  compiled: Messages[string]
}
type Areas = Record<string, Area>

/**
 * A sentence that is no message, such as one with a bare angle bracket, is shown as it stands. The copy has plain objects, which can be
 * sent to the browser; the compiler's have no prototype.
 */
function compiled(value: unknown): unknown {
  if (typeof value !== 'string') return Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, compiled(inner)]))
  try {
    return structuredClone(compile(value))
  } catch {
    return value
  }
}

function read(locale: Locale, before: Areas | undefined): Areas {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), 'messages', locale)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.map((file) => {
      const name = file.slice(0, -5)
      const text = readFileSync(join(folder, file), 'utf8')
      const known = before?.[name]
      if (known?.text === text) return [name, known]
      const messages = JSON.parse(text) as Area['messages']
      return [name, { text, messages, compiled: compiled(messages) as Area['compiled'] }]
    }),
  )
}

const kept = once('messages', () => new Map<Locale, { areas: Areas; readAt: number }>())
const freshMs = 3000

function areasOf(locale: Locale): Areas {
  const known = kept.get(locale)
  if (known && Date.now() - known.readAt < freshMs) return known.areas
  const areas = read(locale, known?.areas)
  kept.set(locale, { areas, readAt: Date.now() })
  return areas
}

const pick = (locale: Locale, part: 'messages' | 'compiled'): Messages =>
  Object.fromEntries(Object.entries(areasOf(locale)).map(([name, area]) => [name, area[part]]))

/** One file per area, named like its namespace: messages/en/keys.json holds `keys.*`. Edits show within 3 s. */
export const loadMessages = (locale: Locale): Messages => pick(locale, 'messages')

/** The same for pages. */
export const compiledMessages = (locale: Locale): Messages => pick(locale, 'compiled')
