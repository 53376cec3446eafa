'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type Metric, metricValue } from '@/components/charts/metric'
import { chartColours, Swatch } from '@/components/charts/swatch'
import type { ShownSeries } from '@/components/charts/top-series'
import { Bar } from '@/components/ui/bar'
import { currencySymbol } from '@/components/ui/format-money'
import { bucketName } from '@/components/ui/format-time'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { Figures, UsageSeries } from '@/lib/usage/schema'

interface Props {
  series: ShownSeries[]
  data: UsageSeries
  metric: Metric
  groupBy: 'model' | 'key'
  pointed: number | null
}

/** The series of the chart with their figures. The pointed bar is a column. */
export function UsageTable({ series, data, metric, groupBy, pointed }: Props) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const { currency } = useSite()
  const figure = useFigure(metric, data.total)
  const at = pointed === null ? undefined : data.buckets[pointed]
  const whole = series.reduce((sum, one) => sum + metricValue(one.total, metric), 0)
  return (
    <Table dense>
      <TableHeader>
        <TableRow>
          <TableHead>{t(`by.${groupBy}`)}</TableHead>
          <TableHead align="right" className="phone:hidden">
            {t('metrics.calls')}
          </TableHead>
          {at && <TableHead align="right">{bucketName(at, data)}</TableHead>}
          <TableHead align="right">
            {metric === 'charge' ? `${t('metrics.charge')} ${currencySymbol(currency)}` : t(`metrics.${metric}`)}
          </TableHead>
          <TableHead className="w-23">{t('share')}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {series.map((one) => (
          <Line
            key={one.id}
            series={one}
            figure={figure(one.total)}
            pointed={at && figure(one.points[pointed ?? 0])}
            share={whole > 0 ? metricValue(one.total, metric) / whole : 0}
          />
        ))}
      </TableBody>
      <TableFooter>
        <TableRow>
          <TableCell>{t('total')}</TableCell>
          <TableCell align="right" className="phone:hidden">
            {format.number(data.total.calls)}
          </TableCell>
          {at && <TableCell className="bg-sunken" />}
          <TableCell align="right">{figure(data.total)}</TableCell>
          <TableCell />
        </TableRow>
      </TableFooter>
    </Table>
  )
}

function Line({ series, figure, pointed, share }: { series: ShownSeries; figure: ReactNode; pointed: ReactNode; share: number }) {
  const format = useFormatter()
  return (
    <TableRow>
      <TableCell className="max-w-45">
        <span className="flex items-center gap-2">
          <Swatch className={chartColours[series.colour]} />
          <span className="truncate" title={series.name}>
            {series.name}
          </span>
        </span>
      </TableCell>
      <TableCell align="right" className="phone:hidden">
        {format.number(series.total.calls)}
      </TableCell>
      {pointed !== undefined && (
        <TableCell align="right" className="bg-sunken">
          {pointed}
        </TableCell>
      )}
      <TableCell align="right">{figure}</TableCell>
      <TableCell>
        <span className="flex items-center gap-2">
          <Bar part={share} className="w-8" />
          {format.number(share, { style: 'percent', maximumFractionDigits: 0 })}
        </span>
      </TableCell>
    </TableRow>
  )
}

/** Figures of one metric, as the table writes them. Money has few places where there is much of it. */
function useFigure(metric: Metric, total: Figures) {
  const format = useFormatter()
  return (figures: Figures | undefined): ReactNode => {
    if (!figures) return '–'
    if (metric === 'charge') return <Money value={figures.charge} places={Number(total.charge) >= 1 ? 2 : 4} />
    if (metric === 'latency') return figures.ttftMs === null ? '–' : format.number(Math.round(figures.ttftMs))
    return format.number(metricValue(figures, metric), { notation: metric === 'tokens' ? 'compact' : 'standard', maximumFractionDigits: 2 })
  }
}
