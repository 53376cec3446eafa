'use client'
import { Check, CircleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { StatusDot } from '@/components/ui/status-dot'
import type { TestRun } from './use-test-run'

/** Shows the time to the first token and the speed, from the tokens that the upstream counted, else from the pieces that came. */
export function TestFacts({ run }: { run: TestRun }) {
  const t = useTranslations('adminUpstreams')
  const format = useFormatter()
  const tokens = run.outputTokens ?? run.pieces
  // An answer that came in one piece has no speed.
  const seconds = ((run.endMs ?? 0) - (run.firstMs ?? 0)) / 1000
  const ended = run.state !== 'running'
  return (
    <div
      data-slot="test-facts"
      className="flex flex-wrap gap-x-4.5 gap-y-1 border-line border-t border-dashed px-3 py-2 text-[13px] text-ink-2"
      aria-live="polite"
    >
      <End run={run} />
      {run.firstMs !== undefined && <span>{t('firstToken', { ms: format.number(Math.round(run.firstMs)) })}</span>}
      {ended && run.firstMs !== undefined && seconds >= 0.05 && (
        <span>{t('speed', { speed: format.number(tokens / seconds, { maximumFractionDigits: 1 }) })}</span>
      )}
      {ended && tokens > 0 && <span>{t(run.outputTokens === undefined ? 'pieces' : 'tokens', { count: tokens })}</span>}
    </div>
  )
}

function End({ run: { state, firstMs } }: { run: TestRun }) {
  const t = useTranslations('adminUpstreams')
  if (state === 'running') return <StatusDot state="live">{t(firstMs === undefined ? 'waiting' : 'streaming')}</StatusDot>
  if (state === 'stopped') return <span>{t('stopped')}</span>
  if (state === 'failed')
    return (
      <span className="inline-flex items-center gap-1.5 text-bad-text">
        <CircleAlert aria-hidden className="size-3.5" /> {t('testFailed')}
      </span>
    )
  return (
    <span className="inline-flex items-center gap-1.5">
      <Check aria-hidden className="size-3.5 text-ok-text" /> {t('done')}
    </span>
  )
}
