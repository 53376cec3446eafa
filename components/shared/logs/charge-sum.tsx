'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import { Tag } from '@/components/ui/tag'
import type { RecordDetail } from '@/lib/usage/schema'

/** Shows the charge as arithmetic: units × price, summed, times the group's multiplier. */
export function ChargeSum({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  const { currency } = useSite()
  const symbol = currencySymbol(currency)
  return (
    <section>
      <h3>
        {t('charge')} {record.estimated && <Tag>{t('estimated')}</Tag>}
      </h3>
      <p className="text-[22px] font-semibold leading-8">
        <Money value={record.charge} />
      </p>
      {record.lines.length > 0 ? <Lines record={record} symbol={symbol} /> : <p className="hint">{t(whyNoLines(record))}</p>}
      {record.calculated > record.charge && <p className="hint">{t('notAbove')}</p>}
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

function whyNoLines({ state, charge }: RecordDetail) {
  if (state === 'running') return 'chargeLater'
  return charge > 0 ? 'notCounted' : 'noCharge'
}

/** As they came, up to a price's last place times one unit. */
const mostPlaces = 15
const placesOf = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: mostPlaces, useGrouping: false }).split('.')[1]?.length ?? 0

function Lines({ record, symbol }: { record: RecordDetail; symbol: string }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const { lines, subtotal, multiplier, calculated, charge, picture } = record
  // points below each other: as many places as the figure that needs the most
  const places = Math.max(4, ...[...lines.map((line) => line.amount), subtotal, calculated, charge].map(placesOf))
  const amount = (value: number) => (
    <span title={`${symbol} ${value}`}>{format.number(value, { maximumFractionDigits: places, minimumFractionDigits: places })}</span>
  )
  return (
    <div className="overflow-x-auto">
      <table className="charge-sum">
        <thead>
          <tr>
            <th>{t('item')}</th>
            <th className="right">{t('units')}</th>
            <th className="right">{t('price')}</th>
            <th className="right">{symbol}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ unit, units, price, amount: product }) => (
            <tr key={unit}>
              <td>
                {t(`line.${unit}`)}
                {unit === 'images' && picture && (
                  <small className="ml-2 text-ink-2">{[picture.size, picture.quality].filter(Boolean).join(' · ')}</small>
                )}
              </td>
              <td className="right">{unit === 'seconds' ? t('seconds', { count: format.number(units) }) : format.number(units)}</td>
              <td className="right">
                × {format.number(price, { minimumFractionDigits: 2, maximumFractionDigits: 9 })}{' '}
                <small className="text-ink-2 phone:block">{t('per', { unit })}</small>
              </td>
              <td className="right">{amount(product)}</td>
            </tr>
          ))}
          <Total head={t('subtotal')}>{amount(subtotal)}</Total>
          <Total head={t(record.cacheAge === null ? 'multiplier' : 'multiplierCached', { group: record.group })}>× {multiplier}</Total>
          {calculated !== charge && <Total head={t('calculated')}>{amount(calculated)}</Total>}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('charge')}
            </th>
            <td className="right">{amount(charge)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

const Total = ({ head, children }: { head: string; children: ReactNode }) => (
  <tr>
    <td colSpan={3} className="whitespace-normal!">
      {head}
    </td>
    <td className="right">{children}</td>
  </tr>
)
