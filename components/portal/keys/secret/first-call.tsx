'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Hint } from '@/components/ui/hint'
import { StatusDot } from '@/components/ui/status-dot'
import { keysQuery } from '@/lib/queries/keys'

/** Asks every few seconds whether the key was used, so that users see their own first call arrive. */
export function FirstCall({ keyId }: { keyId: string }) {
  const t = useTranslations('keys')
  const { data } = useInfiniteQuery({ ...keysQuery, refetchInterval: 4000 })
  const key = data?.pages.flatMap((page) => page.keys).find((one) => one.id === keyId)
  return (
    <Hint as="span" aria-live="polite">
      {key?.lastUsedAt ? <StatusDot state="on">{t('firstCallSeen')}</StatusDot> : <StatusDot state="live">{t('waitingForCall')}</StatusDot>}
    </Hint>
  )
}
