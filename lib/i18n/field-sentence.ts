import 'server-only'
import { wordFault } from '@/lib/field-fault'
import type { Locale } from '@/lib/locales'
import { loadMessages } from './load-messages'

/** Says what is wrong with a field in the reader's language: from `errors.fields`, else from the table of errors. */
export function fieldSentence(text: string, locale: Locale): string {
  const { errors } = loadMessages(locale)
  const sentences = errors?.fields as Record<string, unknown> | undefined
  return wordFault(text, { ...errors, ...sentences })
}
