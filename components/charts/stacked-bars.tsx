'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'
import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { currencySymbol } from '@/components/ui/format-money'
import { bucketName } from '@/components/ui/format-time'
import { useSite } from '@/components/ui/site-context'
import type { SeriesBucket } from '@/lib/usage/names'
import { type Metric, metricValue } from './metric'
import type { ShownSeries } from './top-series'

interface Props {
  series: ShownSeries[]
  buckets: string[]
  bucket: SeriesBucket
  timeZone: string
  metric: Metric
  pointed: number | null
  onPoint(index: number | null): void
}

/** Stacked bars from zero. The last bucket is still running, so it is drawn lighter. A bucket is pointed at by mouse, tap or arrow keys. */
export function StackedBars({ series, buckets, bucket, timeZone, metric, pointed, onPoint }: Props) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const { currency } = useSite()
  const rows = buckets.map((at, index) => ({
    at,
    name: index === buckets.length - 1 ? t('now') : bucketName(at, { bucket, timeZone }),
    ...Object.fromEntries(series.map((one, number) => [`v${number}`, one.points[index] ? metricValue(one.points[index], metric) : 0])),
  }))
  const short = (value: number) => format.number(value, { notation: 'compact', maximumFractionDigits: value < 10 ? 4 : 1 })
  const unit = metric === 'charge' ? currencySymbol(currency) : metric === 'latency' ? 'ms' : ''
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onPoint(null)
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const from = pointed ?? buckets.length
    onPoint(Math.max(0, Math.min(buckets.length - 1, from + (event.key === 'ArrowLeft' ? -1 : 1))))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/noNoninteractiveTabindex: a chart is no form group, and the arrow keys move through it
    <div className="plot-height" role="group" aria-label={t('chart')} tabIndex={0} onKeyDown={press} onMouseLeave={() => onPoint(null)}>
      <span className="plot-unit">{unit}</span>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={rows}
          barCategoryGap="26%"
          margin={{ top: 26, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          onMouseMove={({ activeTooltipIndex }) =>
            onPoint(activeTooltipIndex === undefined || activeTooltipIndex === null ? null : Number(activeTooltipIndex))
          }
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="name"
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            interval="preserveStartEnd"
            minTickGap={24}
            tick={{ fill: 'var(--ink-2)', fontSize: 12 }}
          />
          <YAxis
            width={44}
            tickCount={5}
            tickLine={false}
            axisLine={false}
            tickFormatter={short}
            tick={{ fill: 'var(--ink-2)', fontSize: 12 }}
          />
          {series.map((one, number) => (
            <Bar
              key={one.id}
              dataKey={`v${number}`}
              stackId="all"
              fill={`var(--c${one.colour})`}
              stroke="var(--surface)"
              strokeWidth={1}
              isAnimationActive={false}
            >
              {rows.map((row, index) => (
                <Cell key={row.at} fillOpacity={pointed !== null && pointed !== index ? 0.45 : index === rows.length - 1 ? 0.62 : 1} />
              ))}
            </Bar>
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
