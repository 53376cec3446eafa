'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { type Metric, metrics } from '@/components/charts/metric'
import { topSeries } from '@/components/charts/top-series'
import { ErrorState } from '@/components/ui/error-state'
import { Segmented } from '@/components/ui/segmented'
import { type Scope, seriesQuery } from '@/lib/queries/usage'
import { UsageTable } from './usage-table'

const StackedBars = dynamic(() => import('@/components/charts/stacked-bars').then((module) => module.StackedBars), {
  ssr: false,
  loading: () => <div className="plot-height" />,
})

const spans = ['24h', '7d', '14d', '30d'] as const
const groups = ['model', 'key'] as const
const hour = 3_600_000

/** The span begins on the hour, so that every rendering within that hour repeats the same query. */
function range(span: (typeof spans)[number]) {
  const to = Math.ceil(Date.now() / hour) * hour
  const hours = { '24h': 24, '7d': 7 * 24, '14d': 14 * 24, '30d': 30 * 24 }[span]
  const daily = span !== '24h'
  return {
    from: new Date(to - (daily ? hours - 24 : hours) * hour).toISOString(),
    to: new Date(to).toISOString(),
    bucket: daily ? ('day' as const) : ('hour' as const),
  }
}

/** Usage over time. The table beside the chart is its legend, and the pointed bar becomes a column in it. */
export function UsageCard({ scope = 'own' }: { scope?: Scope }) {
  const t = useTranslations('dashboard')
  const [chosen, setMetric] = useState<Metric>()
  const [groupBy, setGroupBy] = useQueryState('by', parseAsStringLiteral(groups).withDefault('model'))
  const [span, setSpan] = useQueryState('span', parseAsStringLiteral(spans).withDefault('14d'))
  const [pointed, setPointed] = useState<number | null>(null)
  const query = useQuery(seriesQuery(scope, { ...range(span), groupBy }))
  // Where nothing was charged, the number of calls says more than a row of zeros.
  const metric = chosen ?? (query.data && query.data.total.calls > 0 && Number(query.data.total.charge) === 0 ? 'calls' : 'charge')
  const top =
    query.data &&
    topSeries(query.data, metric, { rest: (count) => t('rest', { count }), unnamed: t(groupBy === 'key' ? 'playground' : 'unnamed') })
  return (
    <section className="card" aria-label={t('usage')}>
      <div className="card-head flex-wrap">
        <h2>{t('usage')}</h2>
        <Segmented
          aria-label={t('metric')}
          options={metrics.map((value) => ({ value, label: t(`metrics.${value}`) }))}
          value={metric}
          onValueChange={setMetric}
        />
        {scope === 'own' && (
          <Segmented
            aria-label={t('groupBy')}
            options={groups.map((value) => ({ value, label: t(`by.${value}`) }))}
            value={groupBy}
            onValueChange={setGroupBy}
          />
        )}
        <span className="ml-auto">
          <Segmented
            aria-label={t('span')}
            options={spans.map((value) => ({ value, label: t(`spans.${value}`) }))}
            value={span}
            onValueChange={setSpan}
          />
        </span>
      </div>
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      {query.data?.total.calls === 0 && <p className="usage-empty">{t('noUsage')}</p>}
      {query.data && query.data.total.calls > 0 && top && (
        <div className="usage-split">
          <div className="usage-chart">
            <StackedBars
              series={top}
              buckets={query.data.buckets}
              bucket={query.data.bucket}
              timeZone={query.data.timeZone}
              metric={metric}
              pointed={pointed}
              onPoint={setPointed}
            />
          </div>
          <UsageTable series={top} data={query.data} metric={metric} groupBy={groupBy} pointed={pointed} />
        </div>
      )}
      {query.isPending && <div className="plot-height" />}
    </section>
  )
}
