'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useSite } from '@/components/layout/site-context'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { Tag } from '@/components/ui/tag'
import type { RecordDetail } from '@/lib/usage/schema'

const placesOf = (value: number) => value.toFixed(9).replace(/0+$/, '').split('.')[1]?.length ?? 0

/** Shows the charge as arithmetic: units × price, summed, times the group's multiplier. */
export function ChargeSum({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const { currency } = useSite()
  const symbol = currencySymbol(currency)
  const sum = record.lines.reduce((total, line) => total + Number(line.amount), 0)
  // All figures get as many places as the longest needs, so that their points align.
  const places = Math.max(4, ...[...record.lines.map((line) => line.amount), sum, record.charge].map(placesOf))
  const amount = (value: number) => (
    <span title={`${symbol} ${value}`}>{format.number(value, { maximumFractionDigits: places, minimumFractionDigits: places })}</span>
  )
  return (
    <section>
      <h3>
        {t('charge')} {record.estimated && <Tag>{t('estimated')}</Tag>}
      </h3>
      <p className="text-[22px] font-semibold leading-8">
        <Money value={record.charge} />
      </p>
      {record.lines.length > 0 ? (
        <table className="charge-sum">
          <thead>
            <tr>
              <th>{t('item')}</th>
              <th className="right">{t('units')}</th>
              <th className="right">{t('price', { symbol })}</th>
              <th className="right">{symbol}</th>
            </tr>
          </thead>
          <tbody>
            {record.lines.map((line) => (
              <tr key={line.kind}>
                <td>{t(`line.${line.kind}`)}</td>
                <td className="right">{format.number(line.units)}</td>
                <td className="right">× {format.number(line.price, { minimumFractionDigits: 2, maximumFractionDigits: 9 })}</td>
                <td className="right">{amount(line.amount)}</td>
              </tr>
            ))}
            <tr>
              <td>{t('subtotal')}</td>
              <td />
              <td />
              <td className="right">{amount(sum)}</td>
            </tr>
            <tr>
              <td>{t('multiplier', { group: record.group })}</td>
              <td />
              <td />
              <td className="right">× {record.multiplier}</td>
            </tr>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('charge')}</th>
              <td />
              <td />
              <td className="right">{amount(record.charge)}</td>
            </tr>
          </tfoot>
        </table>
      ) : (
        <p className="hint">{record.state === 'running' ? t('chargeLater') : t('noCharge')}</p>
      )}
      {record.hold > 0 && (
        <p className="hint">
          {record.state === 'running'
            ? t('held', { amount: `${symbol} ${record.hold}` })
            : t('released', { amount: `${symbol} ${record.hold}` })}
        </p>
      )}
    </section>
  )
}
