'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { type Metric, metricValue } from '@/components/charts/metric'
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

export function UsageTable({ series, data, metric, groupBy, pointed }: Props) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const { currency } = useSite()
  const figure = (figures: Figures | undefined) => {
    if (!figures) return '–'
    if (metric === 'charge') return <Money value={figures.charge} places={Number(data.total.charge) >= 1 ? 2 : 4} />
    if (metric === 'latency') return figures.ttftMs === null ? '–' : format.number(Math.round(figures.ttftMs))
    return format.number(metricValue(figures, metric), { notation: metric === 'tokens' ? 'compact' : 'standard', maximumFractionDigits: 2 })
  }
  const at = pointed === null ? undefined : data.buckets[pointed]
  const moment = at && bucketName(at, data)
  const whole = series.reduce((sum, one) => sum + metricValue(one.total, metric), 0)
  return (
    <div className="usage-table">
      <Table dense>
        <TableHeader>
          <TableRow>
            <TableHead>{t(`by.${groupBy}`)}</TableHead>
            <TableHead align="right" className="phone:hidden">
              {t('metrics.calls')}
            </TableHead>
            {at && <TableHead align="right">{moment}</TableHead>}
            <TableHead align="right">
              {metric === 'charge' ? `${t('metrics.charge')} ${currencySymbol(currency)}` : t(`metrics.${metric}`)}
            </TableHead>
            <TableHead className="w-[92px]">{t('share')}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {series.map((one) => (
            <TableRow key={one.id}>
              <TableCell className="max-w-[180px]">
                <span className="flex items-center gap-2">
                  <i className="swatch" style={{ background: `var(--c${one.colour})` }} aria-hidden />
                  <span className="truncate" title={one.name}>
                    {one.name}
                  </span>
                </span>
              </TableCell>
              <TableCell align="right" className="phone:hidden">
                {format.number(one.total.calls)}
              </TableCell>
              {at && (
                <TableCell align="right" className="bg-sunken">
                  {figure(one.points[pointed ?? 0])}
                </TableCell>
              )}
              <TableCell align="right">{figure(one.total)}</TableCell>
              <TableCell className="w-[92px]">
                <span className="flex items-center gap-2">
                  <Bar part={whole > 0 ? metricValue(one.total, metric) / whole : 0} className="w-8" />
                  {format.number(whole > 0 ? metricValue(one.total, metric) / whole : 0, { style: 'percent', maximumFractionDigits: 0 })}
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
        <TableFooter>
          <TableRow>
            <TableCell>{t('total')}</TableCell>
            <TableCell align="right" className="phone:hidden">
              {format.number(data.total.calls)}
            </TableCell>
            {at && <TableCell align="right" className="bg-sunken" />}
            <TableCell align="right">{figure(data.total)}</TableCell>
            <TableCell />
          </TableRow>
        </TableFooter>
      </Table>
    </div>
  )
}
