'use client'
import { useErrorText } from '@/components/ui/error-text'
import { isApiError } from '@/lib/queries/fetcher'

/** Adds the upstream's own words to our sentence, because operators have to act on them. */
export function useUpstreamErrorText() {
  const text = useErrorText()
  return (error: unknown): string => {
    if (!isApiError(error) || error.code !== 'upstream_failed') return text(error)
    const { reason, status, detail } = error.details ?? {}
    const facts = [reason, status, detail].filter((one) => one !== undefined && one !== null && one !== '').map(String)
    return [text(error), ...new Set(facts)].join(' · ')
  }
}
