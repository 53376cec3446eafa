'use client'
import { useTranslations } from 'next-intl'

/** Why an attempt served nothing, in words; needs the messages of `logs`. */
export function useReasonWords() {
  const t = useTranslations('logs')
  return (reason: string): string => {
    // the number of `status_503` stands beside it
    const name = reason.startsWith('status_') ? 'status' : reason
    return t.has(`tried.${name}`) ? t(`tried.${name}`) : reason
  }
}
