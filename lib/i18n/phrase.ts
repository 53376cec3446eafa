import 'server-only'
import type { CompiledMessage } from 'icu-minify/format'
import format from 'icu-minify/format'
import type { Locale } from '@/lib/locales'
import { compiledMessages } from './load-messages'

export type Values = Record<string, string | number>

const formatters = {
  getDateTimeFormat: (...given: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...given),
  getNumberFormat: (...given: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...given),
  getPluralRules: (...given: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...given),
}

/** Says a sentence of the messages outside of pages. Undefined when the language has none at `path`, such as `notices.welcome.title`. */
export function phrase(locale: Locale, path: string, values: Values = {}): string | undefined {
  const found = path
    .split('.')
    .reduce<unknown>((inside, name) => (inside as Record<string, unknown> | undefined)?.[name], compiledMessages(locale))
  if (typeof found !== 'string' && !Array.isArray(found)) return undefined
  return String(format<string>(found as CompiledMessage, locale, values, { formatters }))
}
