'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { seriesQuery } from '@/lib/queries/usage'
import { todayRequest } from './today'

const shown = 8

/** Today's models by what they were charged. */
export function TopModels() {
  const t = useTranslations('adminHome')
  const format = useFormatter()
  const query = useQuery(seriesQuery('all', todayRequest('model')))
  const series = query.data?.series.slice(0, shown) ?? []
  return (
    <Card title={t('models')} padded={false}>
      {query.data && series.length === 0 ? (
        <p className="p-4 text-ink-2">{t('noCalls')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="tbl tbl-dense" aria-label={t('models')}>
            <thead>
              <tr>
                <th>{t('model')}</th>
                <th className="right">{t('calls')}</th>
                <th className="right">{t('charge')}</th>
              </tr>
            </thead>
            <tbody>
              {series.map(({ id, name, total }) => (
                <tr key={id}>
                  <td className="break-all">{name || t('unnamed')}</td>
                  <td className="right">{format.number(total.calls)}</td>
                  <td className="right">
                    <Money value={total.charge} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}
