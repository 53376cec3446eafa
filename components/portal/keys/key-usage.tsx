'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import { isoDay } from '@/components/ui/format-time'
import { Hint } from '@/components/ui/hint'
import { Money } from '@/components/ui/money'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { useUsed } from '@/components/ui/use-used'
import { seriesQuery } from '@/lib/queries/usage'
import type { UsageSeries } from '@/lib/usage/schema'

const days = 14
const dayMs = 86_400_000

/** What one key did in the last two weeks: figures, a bar for each day, and its models. */
export function KeyUsage({ keyId }: { keyId: string }) {
  const t = useTranslations('keys')
  const locale = useLocale()
  const used = useUsed()
  const [span] = useState(() => ({ from: new Date(Date.now() - days * dayMs).toISOString(), to: new Date().toISOString() }))
  const query = useQuery(seriesQuery('own', { ...span, bucket: 'day', groupBy: 'model', keyId }))
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
  if (!query.data)
    return (
      <p className="animate-appear">
        <Skeleton width={220} />
      </p>
    )
  const { total, units, series } = query.data
  const others = used(units)
  if (total.calls === 0) return <Hint>{t('usage.none', { days })}</Hint>
  return (
    <>
      <p className="font-semibold text-[22px]/7.5">
        <Money value={total.charge} />
      </p>
      <Hint>
        {t('usage.line', { calls: total.calls.toLocaleString(locale), errors: total.errors, tokens: total.tokens.toLocaleString(locale) })}
        {others && ` · ${others}`}
      </Hint>
      <DayBars data={query.data} />
      <Models series={series} />
    </>
  )
}

function Models({ series }: Pick<UsageSeries, 'series'>) {
  const t = useTranslations('keys')
  const locale = useLocale()
  return (
    <div className="mt-2">
      <Table dense>
        <TableHeader>
          <TableRow>
            <TableHead>{t('model')}</TableHead>
            <TableHead align="right">{t('usage.calls')}</TableHead>
            <TableHead align="right">{t('usage.charge')}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {series.map((one) => (
            <TableRow key={one.id}>
              <TableCell className="break-all">{one.name}</TableCell>
              <TableCell align="right">{one.total.calls.toLocaleString(locale)}</TableCell>
              <TableCell align="right">
                <Money value={one.total.charge} bare />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

/** The bars show the shape only; the figures are in the text beside them. */
function DayBars({ data }: { data: UsageSeries }) {
  const calls = data.buckets.map((_, index) => data.series.reduce((sum, one) => sum + (one.points[index]?.calls ?? 0), 0))
  const most = Math.max(1, ...calls)
  return (
    <div className="mt-3 flex h-12 items-end gap-0.5 border-b border-line-strong" aria-hidden>
      {data.buckets.map((bucket, index) => (
        <i
          key={bucket}
          className="min-h-px flex-1 rounded-t-[2px] bg-c1"
          style={{ height: `${((calls[index] ?? 0) / most) * 100}%` }}
          title={`${isoDay(new Date(bucket), data.timeZone)} · ${calls[index]}`}
        />
      ))}
    </div>
  )
}
