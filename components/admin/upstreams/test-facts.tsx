'use client'
import { Check, CircleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { StatusDot } from '@/components/ui/status-dot'

export interface TestRun {
  state: 'running' | 'done' | 'stopped' | 'failed'
  text: string
  reasoning: string
  pieces: number
  outputTokens?: number | undefined
  /** milliseconds since the button was pressed */
  firstMs?: number | undefined
  endMs?: number | undefined
  error?: string
}

/** Shows the time to the first token and the speed, from the tokens that the upstream counted, else from the pieces that came. */
export function TestFacts({ run }: { run: TestRun }) {
  const t = useTranslations('adminUpstreams')
  const format = useFormatter()
  const tokens = run.outputTokens ?? run.pieces
  // An answer that came in one piece has no speed.
  const seconds = ((run.endMs ?? 0) - (run.firstMs ?? 0)) / 1000
  return (
    <div className="probe-facts" aria-live="polite">
      {run.state === 'running' && <StatusDot state="live">{t(run.firstMs === undefined ? 'waiting' : 'streaming')}</StatusDot>}
      {run.state === 'done' && (
        <span>
          <Check aria-hidden className="text-ok-text" /> {t('done')}
        </span>
      )}
      {run.state === 'stopped' && <span>{t('stopped')}</span>}
      {run.state === 'failed' && (
        <span className="text-bad-text">
          <CircleAlert aria-hidden /> {t('testFailed')}
        </span>
      )}
      {run.firstMs !== undefined && <span>{t('firstToken', { ms: format.number(Math.round(run.firstMs)) })}</span>}
      {run.state !== 'running' && run.firstMs !== undefined && seconds >= 0.05 && (
        <span>{t('speed', { speed: format.number(tokens / seconds, { maximumFractionDigits: 1 }) })}</span>
      )}
      {run.state !== 'running' && tokens > 0 && <span>{t(run.outputTokens === undefined ? 'pieces' : 'tokens', { count: tokens })}</span>}
    </div>
  )
}
