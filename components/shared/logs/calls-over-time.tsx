'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Card } from '@/components/ui/card'
import { ErrorNote } from '@/components/ui/error-note'
import { useMoment } from '@/components/ui/use-moment'
import { type Scope, seriesQuery } from '@/lib/queries/usage'
import { type Brush, binsOf, countIn } from './bins'
import { CallCounts } from './call-counts'
import { Histogram } from './histogram'
import { rangeWords, tickWords } from './moment-words'
import { chartAsked, chartSpan } from './record-filter'
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

/** Shows when there were how many calls and how many failed. The list shows the span that is brushed here. */
export function CallsOverTime({ scope, span, model, status, keyId, brush, onBrush }: Props) {
  const t = useTranslations('logs')
  const [pointed, setPointed] = useState<number | null>(null)
  const wide = chartSpan(span)
  const query = useQuery(seriesQuery(scope, chartAsked({ span, keyId }, useMoment())))
  const { data } = query
  if (span === 'hour' || status === 'running') return null
  if (query.isError && !data) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
  const bins = data ? binsOf(data, { model, status }) : []
  const marked = (pointed === null ? undefined : bins[pointed]) ?? brush
  return (
    <Card padded={false} aria-label={t('overTime')}>
      <div className="px-4 pt-2.5 pb-1.5">
        <CallCounts
          title={t(`span.${wide}`)}
          status={status}
          whole={data && countIn(bins)}
          marked={data && marked && { words: rangeWords(marked, data), ...countIn(bins, marked) }}
          onClear={brush ? () => onBrush(null) : undefined}
        />
        <Histogram bins={bins} brush={brush} onBrush={onBrush} onPoint={setPointed} label={t('brushHow')} />
        <p className="relative mt-[3px] h-5 overflow-hidden text-[12px] text-ink-2" aria-hidden>
          {data &&
            bins.map(({ from }, index) => {
              const words = tickWords(from, index, data)
              return words === undefined ? null : <Tick key={from.getTime()} at={index / bins.length} words={words} />
            })}
        </p>
      </div>
    </Card>
  )
}

/** A phone has room for every second one. */
const Tick = ({ at, words }: { at: number; words: string }) => (
  <span className="absolute whitespace-nowrap phone:even:hidden" style={{ left: `min(${at * 100}%, 100% - 34px)` }}>
    {words}
  </span>
)
