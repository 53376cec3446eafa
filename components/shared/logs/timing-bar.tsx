'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { RecordDetail } from '@/lib/usage/schema'

/**
 * Shows where the time went: waiting for a slot, failed attempts, until the first token, writing. A call that failed before the first token
 * has no writing.
 */
export function TimingBar({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const total = record.durationMs
  if (total === null || total <= 0) return null
  const queue = record.queueMs ?? 0
  const wrote = record.ttftMs !== null || record.errorCode === null
  const failed = wrote ? failedMs(record, (record.ttftMs ?? total) - queue) : total - queue
  const first = record.ttftMs === null ? 0 : Math.max(0, record.ttftMs - queue - failed)
  const parts = [
    { name: 'queue', ms: queue },
    { name: 'failed', ms: failed },
    { name: 'first', ms: first },
    { name: 'write', ms: Math.max(0, total - queue - failed - first) },
  ].filter(({ ms }) => ms > 0)
  const seconds = (ms: number) => t('seconds', { count: format.number(ms / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2 }) })
  const writing = parts.find(({ name }) => name === 'write')?.ms ?? 0
  const speed = record.outputTokens > 0 && writing > 0 && record.ttftMs !== null ? Math.round((record.outputTokens * 1000) / writing) : null
  return (
    <section>
      <h3>
        {t('timing')}
        <span className="ml-auto text-ink">
          {seconds(total)}
          {speed !== null && ` · ${t('speed', { speed: format.number(speed) })}`}
        </span>
      </h3>
      <div className="timing" aria-hidden>
        {parts.map(({ name, ms }) => (
          <i key={name} data-part={name} style={{ flexGrow: ms }} />
        ))}
      </div>
      <dl className="timing-legend">
        {parts.map(({ name, ms }) => (
          <div key={name}>
            <dt>
              <i data-part={name} aria-hidden />
              {t(`part.${name === 'failed' && !wrote ? 'tried' : name}`)}
            </dt>
            <dd>{seconds(ms)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** How long attempts took that gave nothing. One whose stream broke later was already writing. */
function failedMs({ attempts }: RecordDetail, untilFirstMs: number): number {
  let failed = 0
  for (const { ms } of attempts.slice(0, -1)) if (failed + ms <= untilFirstMs) failed += ms
  return failed
}
