'use client'
import { useTranslations } from 'next-intl'
import { isApiError } from '@/lib/queries/fetcher'

/** One sentence for the reader: translated when the code is known, else the server's own. */
export function useErrorText() {
  const t = useTranslations('errors')
  const tc = useTranslations('common')
  return (error: unknown): string => {
    if (!isApiError(error)) return t('unknown')
    // The table's words for this code are written for programs.
    if (error.code === 'not_signed_in') return tc('signedOut')
    if (t.has(error.code)) return t(error.code)
    return error.message || t('unknown')
  }
}
