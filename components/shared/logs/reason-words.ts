'use client'
import { useTranslations } from 'next-intl'

/** Says in words why an attempt served nothing. It needs the messages of `logs`. */
export function useReasonWords() {
  const t = useTranslations('logs')
  return (reason: string): string => {
    // The number of `status_503` is shown beside these words.
    const name = reason.startsWith('status_') ? 'status' : reason
    return t.has(`tried.${name}`) ? t(`tried.${name}`) : reason
  }
}
