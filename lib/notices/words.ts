import 'server-only'
import { phrase, type Values } from '@/lib/i18n/phrase'
import type { Locale } from '@/lib/locales'
import { settings } from '@/lib/settings/settings'

/** What a notice says in a language. */
export function noticeWords(locale: Locale, event: string, values: Values): { title: string; body: string } {
  const part = (name: string) => phrase(locale, `notices.${event}.${name}`, { site: settings().siteName, ...values })
  return { title: part('title') ?? event, body: part('body') ?? '' }
}
