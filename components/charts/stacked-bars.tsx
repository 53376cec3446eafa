'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { type ComponentType, type KeyboardEvent, useCallback, useEffect, useState } from 'react'
import { currencySymbol } from '@/components/ui/format-money'
import { bucketName } from '@/components/ui/format-time'
import { useSite } from '@/components/ui/site-context'
import type { SeriesBucket } from '@/lib/usage/names'
import type { Metric } from './metric'
import { PlainBars } from './plain-bars'
import { type Plot, plotOf } from './plot'
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

/** What both ways of drawing the bars need. */
export interface BarsProps extends Pick<Props, 'series' | 'buckets' | 'metric' | 'pointed' | 'onPoint'> {
  plot: Plot
  short(value: number): string
  nameOf(index: number): string
}

/** Stacked bars from zero. The last bucket is still running, so it is drawn lighter. A bucket is pointed at by mouse, tap or arrow keys. */
export function StackedBars(props: Props) {
  const { series, buckets, metric, pointed, onPoint } = props
  const t = useTranslations('dashboard')
  const { currency } = useSite()
  const { Live, load } = useLiveBars(pointed !== null)
  const unit = metric === 'charge' ? currencySymbol(currency) : metric === 'latency' ? 'ms' : ''
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onPoint(null)
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const from = pointed ?? buckets.length
    onPoint(Math.max(0, Math.min(buckets.length - 1, from + (event.key === 'ArrowLeft' ? -1 : 1))))
  }
  const Bars = Live ?? PlainBars
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: a chart is no form group
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the arrow keys move through it
    <div
      className="relative h-65 rounded-sm"
      role="group"
      aria-label={t('chart')}
      tabIndex={0}
      onKeyDown={press}
      onFocus={load}
      onPointerEnter={load}
      onMouseLeave={() => onPoint(null)}
    >
      <span className="absolute -top-1 left-0 w-9.5 text-right text-[12px] text-ink-2">{unit}</span>
      <Bars {...props} plot={plotOf(series, metric, buckets.length)} {...useNames(props)} />
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore-end lint/a11y/useSemanticElements: see above
  )
}

function useNames({ buckets, bucket, timeZone }: Props): Pick<BarsProps, 'short' | 'nameOf'> {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  return {
    short: (value) => format.number(value, { notation: 'compact', maximumFractionDigits: value < 10 ? 4 : 1 }),
    nameOf: (index) => (index === buckets.length - 1 ? t('now') : bucketName(buckets[index] ?? '', { bucket, timeZone })),
  }
}

/** Recharts and what it draws take half a second of a phone, so they come when somebody points at the chart. */
function useLiveBars(isPointed: boolean) {
  const [Live, setLive] = useState<ComponentType<BarsProps>>()
  const load = useCallback(() => {
    import('./live-bars').then(
      (parts) => setLive(() => parts.LiveBars),
      () => {},
    )
  }, [])
  useEffect(() => {
    if (isPointed) load()
  }, [isPointed, load])
  return { Live, load }
}
