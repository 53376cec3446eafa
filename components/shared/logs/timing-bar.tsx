'use client'
import clsx from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { Swatch } from '@/components/charts/swatch'
import { SheetSection } from '@/components/ui/sheet'
import type { RecordDetail } from '@/lib/usage/schema'

const colours = {
  queue: 'bg-ink-3',
  failed: 'bg-[repeating-linear-gradient(135deg,var(--bad)_0_3px,var(--bad-soft)_3px_6px)]',
  first: 'bg-warn',
  write: 'bg-accent',
}

/** Shows where the time went: waiting for a slot, failed attempts, until the first token, writing. */
export function TimingBar({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const { durationMs, outputTokens, ttftMs } = record
  if (durationMs === null || durationMs <= 0) return null
  const parts = partsOf(record, durationMs)
  const seconds = (ms: number) => t('seconds', { count: format.number(ms / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2 }) })
  const writing = parts.find(({ name }) => name === 'write')?.ms ?? 0
  const speed = outputTokens > 0 && writing > 0 && ttftMs !== null ? Math.round((outputTokens * 1000) / writing) : null
  return (
    <SheetSection
      title={
        <>
          {t('timing')}
          <span className="ml-auto text-ink">
            {seconds(durationMs)}
            {speed !== null && ` · ${t('speed', { speed: format.number(speed) })}`}
          </span>
        </>
      }
    >
      <div className="flex h-2 gap-px" aria-hidden>
        {parts.map(({ name, ms }) => (
          <i key={name} className={clsx('min-w-[3px] rounded-[2px]', colours[name])} style={{ flexGrow: ms }} />
        ))}
      </div>
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-[13px]">
        {parts.map(({ name, ms }) => (
          <div key={name}>
            <dt className="flex items-center gap-1.5 text-[12px] text-ink-2">
              <Swatch className={colours[name]} />
              {t(`part.${name === 'failed' && !wrote(record) ? 'tried' : name}`)}
            </dt>
            <dd>{seconds(ms)}</dd>
          </div>
        ))}
      </dl>
    </SheetSection>
  )
}

/** A call that failed before the first token has no writing. */
const wrote = ({ ttftMs, errorCode }: RecordDetail) => ttftMs !== null || errorCode === null

function partsOf(record: RecordDetail, total: number) {
  const queue = record.queueMs ?? 0
  const failed = wrote(record) ? failedMs(record, (record.ttftMs ?? total) - queue) : total - queue
  const first = record.ttftMs === null ? 0 : Math.max(0, record.ttftMs - queue - failed)
  const write = Math.max(0, total - queue - failed - first)
  const parts = [
    { name: 'queue', ms: queue },
    { name: 'failed', ms: failed },
    { name: 'first', ms: first },
    { name: 'write', ms: write },
  ] as const
  return parts.filter(({ ms }) => ms > 0)
}

/** How long attempts took that gave nothing. One whose stream broke later was already writing. */
function failedMs({ attempts }: RecordDetail, untilFirstMs: number): number {
  let failed = 0
  for (const { ms } of attempts.slice(0, -1)) if (failed + ms <= untilFirstMs) failed += ms
  return failed
}
