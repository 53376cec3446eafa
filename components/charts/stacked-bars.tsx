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

const tick = { fill: 'var(--ink-2)', fontSize: 12 }
const lastIsRunning = 0.62

/** Stacked bars from zero. The last bucket is still running, so it is drawn lighter. A bucket is pointed at by mouse, tap or arrow keys. */
export function StackedBars(props: Props) {
  const { buckets, metric, pointed, onPoint } = props
  const t = useTranslations('dashboard')
  const { currency } = useSite()
  const unit = metric === 'charge' ? currencySymbol(currency) : metric === 'latency' ? 'ms' : ''
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onPoint(null)
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const from = pointed ?? buckets.length
    onPoint(Math.max(0, Math.min(buckets.length - 1, from + (event.key === 'ArrowLeft' ? -1 : 1))))
  }
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: a chart is no form group
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the arrow keys move through it
    <div
      className="relative h-65 rounded-sm"
      role="group"
      aria-label={t('chart')}
      tabIndex={0}
      onKeyDown={press}
      onMouseLeave={() => onPoint(null)}
    >
      <span className="absolute -top-1 left-0 w-9.5 text-right text-[12px] text-ink-2">{unit}</span>
      <Bars {...props} />
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore-end lint/a11y/useSemanticElements: see above
  )
}

function Bars({ series, buckets, bucket, timeZone, metric, pointed, onPoint }: Props) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const last = buckets.length - 1
  const rows = buckets.map((at, index) => ({
    at,
    name: index === last ? t('now') : bucketName(at, { bucket, timeZone }),
    ...Object.fromEntries(series.map((one, number) => [`v${number}`, one.points[index] ? metricValue(one.points[index], metric) : 0])),
  }))
  const short = (value: number) => format.number(value, { notation: 'compact', maximumFractionDigits: value < 10 ? 4 : 1 })
  const opacity = (index: number) => (pointed !== null && pointed !== index ? 0.45 : index === last ? lastIsRunning : 1)
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={rows}
        barCategoryGap="26%"
        margin={{ top: 26, right: 4, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        onMouseMove={({ activeTooltipIndex: index }) => onPoint(index === undefined || index === null ? null : Number(index))}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="name"
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          interval="preserveStartEnd"
          minTickGap={24}
          tick={tick}
        />
        <YAxis width={44} tickCount={5} tickLine={false} axisLine={false} tickFormatter={short} tick={tick} />
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
              <Cell key={row.at} fillOpacity={opacity(index)} />
            ))}
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
