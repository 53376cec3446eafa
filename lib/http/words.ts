import 'server-only'
import type { AppError, ErrorCode } from '@/lib/errors'
import { loadMessages } from '@/lib/i18n/load-messages'
import { chooseLocale, type Locale, localeCookie } from '@/lib/locales'
import { cookieOf } from './cookies'

/** The visitor's language. A script that names none (no cookie, `*`, or no match) gets English. */
export function localeOf(headers: Headers): Locale {
  const cookie = cookieOf(headers, localeCookie)
  const accepted = headers.get('accept-language')
  return cookie || (accepted && accepted !== '*') ? chooseLocale(cookie, accepted) : 'en'
}

const wordsOf = (locale: Locale) => (loadMessages(locale).errors ?? {}) as Record<ErrorCode, string> & { fields?: Record<string, string> }

/** The sentence for a person. An error's own words are English, so every other language gets the table's. */
export const sentenceOf = (error: AppError, locale: Locale): string =>
  (locale === 'en' ? error.facts.message : undefined) ?? wordsOf(locale)[error.code] ?? error.message
