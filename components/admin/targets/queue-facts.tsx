'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { UpstreamHealth } from '@/lib/gateway/schema'

/** How many calls wait for an upstream, and how long another one probably would. Nothing when a call need not wait. */
export function QueueFacts({ health, className }: { health: UpstreamHealth | undefined; className?: string }) {
  const t = useTranslations('adminUpstreams')
  const format = useFormatter()
  if (!health || (health.waiting === 0 && health.waitMs === 0)) return null
  const seconds = health.waitMs === null ? null : format.number(Math.ceil(health.waitMs / 1000))
  return (
    <small className={className}>
      {t('queued', { count: health.waiting })}
      {seconds !== null && ` · ${t('expectedWait', { seconds })}`}
    </small>
  )
}
