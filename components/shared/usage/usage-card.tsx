'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { type Metric, metrics } from '@/components/charts/metric'
import { StackedBars } from '@/components/charts/stacked-bars'
import { topSeries } from '@/components/charts/top-series'
import { Card, CardHead } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Segmented } from '@/components/ui/segmented'
import { useMoment } from '@/components/ui/use-moment'
import { type Scope, seriesQuery } from '@/lib/queries/usage'
import type { UsageSeries } from '@/lib/usage/schema'
import { usageAsked, usageGroups, usageParams, usageSpans } from './usage-asked'
import { UsageSkeleton } from './usage-skeleton'
import { UsageSplit } from './usage-split'
import { UsageTable } from './usage-table'

/** Usage over time. The table beside the chart is its legend, and the pointed bar becomes a column in it. */
export function UsageCard({ scope = 'own' }: { scope?: Scope }) {
  const t = useTranslations('dashboard')
  const [chosen, setMetric] = useState<Metric>()
  const [params, setParams] = useQueryStates(usageParams)
  const { by: groupBy, span } = params
  const query = useQuery(seriesQuery(scope, usageAsked(params, useMoment())))
  // Where nothing was charged, the number of calls says more than a row of zeros.
  const metric = chosen ?? (query.data && query.data.total.calls > 0 && Number(query.data.total.charge) === 0 ? 'calls' : 'charge')
  return (
    <Card padded={false} aria-label={t('usage')}>
      <CardHead>
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
            options={usageGroups.map((value) => ({ value, label: t(`by.${value}`) }))}
            value={groupBy}
            onValueChange={(by) => void setParams({ by })}
          />
        )}
        <span className="ml-auto">
          <Segmented
            aria-label={t('span')}
            options={usageSpans.map((value) => ({ value, label: t(`spans.${value}`) }))}
            value={span}
            onValueChange={(next) => void setParams({ span: next })}
          />
        </span>
      </CardHead>
      {query.isPending && <UsageSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      {query.data && <Usage data={query.data} metric={metric} groupBy={groupBy} />}
    </Card>
  )
}

function Usage({ data, metric, groupBy }: { data: UsageSeries; metric: Metric; groupBy: (typeof usageGroups)[number] }) {
  const t = useTranslations('dashboard')
  const [pointed, setPointed] = useState<number | null>(null)
  if (data.total.calls === 0) return <p className="px-6 py-10 text-center text-ink-2">{t('noUsage')}</p>
  const series = topSeries(data, metric, {
    rest: (count) => t('rest', { count }),
    unnamed: t(groupBy === 'key' ? 'playground' : 'unnamed'),
  })
  return (
    <UsageSplit
      chart={
        <StackedBars
          series={series}
          buckets={data.buckets}
          bucket={data.bucket}
          timeZone={data.timeZone}
          metric={metric}
          pointed={pointed}
          onPoint={setPointed}
        />
      }
      table={<UsageTable series={series} data={data} metric={metric} groupBy={groupBy} pointed={pointed} />}
    />
  )
}
