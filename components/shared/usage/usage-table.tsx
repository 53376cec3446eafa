'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { type Metric, metricValue } from '@/components/charts/metric'
import type { ShownSeries } from '@/components/charts/top-series'
import { Bar } from '@/components/ui/bar'
import { currencySymbol } from '@/components/ui/format-money'
import { bucketName } from '@/components/ui/format-time'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
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
      <table className="tbl tbl-dense">
        <thead>
          <tr>
            <th>{t(`by.${groupBy}`)}</th>
            <th className="right phone:hidden">{t('metrics.calls')}</th>
            {at && <th className="right">{moment}</th>}
            <th className="right">{metric === 'charge' ? `${t('metrics.charge')} ${currencySymbol(currency)}` : t(`metrics.${metric}`)}</th>
            <th className="share">{t('share')}</th>
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <tr key={one.id}>
              <td>
                <span className="flex items-center gap-2">
                  <i className="swatch" style={{ background: `var(--c${one.colour})` }} aria-hidden />
                  <span className="truncate" title={one.name}>
                    {one.name}
                  </span>
                </span>
              </td>
              <td className="right phone:hidden">{format.number(one.total.calls)}</td>
              {at && <td className="right bg-sunken">{figure(one.points[pointed ?? 0])}</td>}
              <td className="right">{figure(one.total)}</td>
              <td className="share">
                <span className="flex items-center gap-2">
                  <Bar part={whole > 0 ? metricValue(one.total, metric) / whole : 0} className="w-8" />
                  {format.number(whole > 0 ? metricValue(one.total, metric) / whole : 0, { style: 'percent', maximumFractionDigits: 0 })}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('total')}</td>
            <td className="right phone:hidden">{format.number(data.total.calls)}</td>
            {at && <td className="right bg-sunken" />}
            <td className="right">{figure(data.total)}</td>
            <td className="share" />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
