'use client'
import { useLocale, useTranslations } from 'next-intl'
import { isApiError } from '@/lib/queries/fetcher'

/** The catalog words its own rules in English: other languages say what kind of mistake it is, and keep the detail. */
export function useLocalFields() {
  const t = useTranslations('errors')
  const locale = useLocale()
  return (error: unknown): unknown => {
    if (locale === 'en' || !isApiError(error) || !error.fields) return error
    const word = (name: string, text: string) => {
      if (/\p{Script=Han}/u.test(text)) return text
      return error.code === 'name_taken' && /^(id|name|aliases)\b/.test(name) ? t('name_taken') : `${t('fields.invalid')} (${text})`
    }
    return Object.assign(error, {
      fields: Object.fromEntries(Object.entries(error.fields).map(([name, text]) => [name, word(name, text)])),
    })
  }
}
