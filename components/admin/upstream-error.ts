'use client'
import { useErrorText } from '@/components/form/error-text'
import { isApiError } from '@/lib/queries/fetcher'

/** What an upstream itself said stands behind our own sentence: operators have to act on it. */
export function useUpstreamErrorText() {
  const text = useErrorText()
  return (error: unknown): string => {
    if (!isApiError(error) || error.code !== 'upstream_failed') return text(error)
    const { reason, status, detail } = error.details ?? {}
    const facts = [reason, status, detail].filter((one) => one !== undefined && one !== null && one !== '').map(String)
    return [text(error), ...new Set(facts)].join(' · ')
  }
}
