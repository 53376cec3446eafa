import 'server-only'
import { loadMessages } from './load-messages'
import type { Locale } from './locales'

/** `too_short:8` → the sentence `errors.fields.too_short` with {value} filled in; what is no name of a sentence stays as it is. */
export function fieldSentence(text: string, locale: Locale): string {
  const [, name = text, value = ''] = /^([a-z_]+):([\s\S]*)$/.exec(text) ?? []
  const sentence = (loadMessages(locale).errors?.fields as Record<string, string> | undefined)?.[name]
  return sentence === undefined ? text : sentence.replace('{value}', () => value)
}
