'use client'
import { useTranslations } from 'next-intl'
import { type State, StatusDot } from '@/components/ui/status-dot'
import type { TargetHealth } from '@/lib/gateway/schema'

const shown: Record<TargetHealth['state'], { word: 'on' | 'open' | 'halfOpen' | 'resting' | 'off'; look: State }> = {
  closed: { word: 'on', look: 'on' },
  open: { word: 'open', look: 'bad' },
  half_open: { word: 'halfOpen', look: 'warn' },
  resting: { word: 'resting', look: 'warn' },
  off: { word: 'off', look: 'off' },
}

/** The state of one target, and when it is tried again. */
export function TargetState({ target: { state, retryIn } }: { target: TargetHealth }) {
  const t = useTranslations('adminUpstreams')
  const { word, look } = shown[state]
  return (
    <span className="inline-flex items-center gap-1.5 text-ink-2">
      <StatusDot state={look}>{t(`states.${word}`)}</StatusDot>
      {retryIn !== null && state !== 'off' && <small>{t('retryIn', { seconds: retryIn })}</small>}
    </span>
  )
}
