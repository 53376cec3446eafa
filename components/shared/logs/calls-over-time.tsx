'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { clock, isoDay } from '@/components/ui/format-time'
import { type Scope, seriesQuery } from '@/lib/queries/usage'
import type { UsageSeries } from '@/lib/usage/schema'
import { type Brush, binsOf, countIn } from './bins'
import { Histogram } from './histogram'
import type { Span } from './spans'

interface Props {
  scope: Scope
  span: Span | null
  model: string | null
  status: string | null
  keyId: string | null
  brush: Brush | null
  onBrush(brush: Brush | null): void
}

const hour = 3_600_000
const hours = { day: 24, week: 168, month: 720 }

/** Shows when there were how many calls and how many failed. The list shows the span that is brushed here. */
export function CallsOverTime({ scope, span, model, status, keyId, brush, onBrush }: Props) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const [pointed, setPointed] = useState<number | null>(null)
  const wide = span === 'day' || span === 'month' ? span : 'week'
  const to = Math.ceil(Date.now() / hour) * hour
  const query = useQuery(
    seriesQuery(scope, {
      from: new Date(to - hours[wide] * hour).toISOString(),
      to: new Date(to).toISOString(),
      bucket: wide === 'month' ? 'day' : 'hour',
      groupBy: 'model',
      ...(keyId !== null && { keyId }),
    }),
  )
  const data = query.data
  if (span === 'hour' || status === 'running' || !data) return null
  const bins = binsOf(data, { model, status })
  const whole = countIn(bins)
  const under = pointed === null ? undefined : bins[pointed]
  const marked = under ?? brush
  const inside = marked && countIn(bins, marked)
  return (
    <section className="card hist-card" aria-label={t('overTime')}>
      <p className="hist-head">
        <b>{t(`span.${wide}`)}</b>
        <span>{t('callCount', { count: whole.calls })}</span>
        {status !== 'failed' && (
          <span className="hist-key">
            <i className="bg-c1" /> {t('state.ok')}
          </span>
        )}
        {status !== 'ok' && (
          <span className="hist-key">
            <i className="bg-bad" /> {t('state.failed')} {format.number(whole.failed)}
          </span>
        )}
        <span className="ml-auto" aria-live="polite">
          {marked && inside && (
            <>
              {range(marked, data)} · {t('callCount', { count: inside.calls })} · {t('state.failed')} {format.number(inside.failed)}
            </>
          )}
        </span>
        {brush && (
          <button type="button" className="link" onClick={() => onBrush(null)}>
            {t('clearBrush')}
          </button>
        )}
      </p>
      <Histogram bins={bins} brush={brush} onBrush={onBrush} onPoint={setPointed} label={t('brushHow')} />
      <p className="hist-axis" aria-hidden>
        {bins.map(({ from }, index) => {
          const words = tick(from, index, data)
          return (
            words !== undefined && (
              <span key={from.getTime()} style={{ left: `min(${(index / bins.length) * 100}%, 100% - 34px)` }}>
                {words}
              </span>
            )
          )
        })}
      </p>
    </section>
  )
}

/** Labels: days where they begin, hours within a day, every fifth day of a month. */
function tick(at: Date, index: number, { timeZone, bucket, buckets }: UsageSeries): string | undefined {
  if (bucket === 'day') return index % 5 === 0 ? isoDay(at, timeZone).slice(5) : undefined
  const time = clock(at, timeZone, false)
  if (buckets.length <= 48) return Number(time.slice(0, 2)) % 4 === 0 ? time : undefined
  return time.startsWith('00') ? isoDay(at, timeZone).slice(5) : undefined
}

const moment = (at: Date, { timeZone, bucket }: UsageSeries) => {
  const day = isoDay(at, timeZone).slice(5)
  return bucket === 'day' ? day : `${day} ${clock(at, timeZone, false)}`
}

/** `11-20 08:00–12:00`, or both days when it goes past midnight. */
function range({ from, to }: Brush, data: UsageSeries): string {
  const last = new Date(to.getTime() - 1)
  if (data.bucket === 'day') return [...new Set([from, last].map((one) => isoDay(one, data.timeZone).slice(5)))].join(' – ')
  const same = isoDay(from, data.timeZone) === isoDay(last, data.timeZone)
  return `${moment(from, data)}–${same ? clock(to, data.timeZone, false) : moment(to, data)}`
}
