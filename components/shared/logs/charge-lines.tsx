'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SumCell, SumHead, SumTable } from '@/components/shared/sum-table'
import type { RecordDetail } from '@/lib/usage/schema'

/** As they came, up to a price's last place times one unit. */
const mostPlaces = 15
const placesOf = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: mostPlaces, useGrouping: false }).split('.')[1]?.length ?? 0

interface Props {
  record: RecordDetail
  /** of the currency */
  symbol: string
}

export function ChargeLines({ record, symbol }: Props) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const { lines, subtotal, multiplier, calculated, charge } = record
  // The points stand below each other, so all amounts have as many places as the one that needs the most.
  const places = Math.max(4, ...[...lines.map((line) => line.amount), subtotal, calculated, charge].map(placesOf))
  const amount = (value: number) => (
    <span title={`${symbol} ${value}`}>{format.number(value, { maximumFractionDigits: places, minimumFractionDigits: places })}</span>
  )
  return (
    <div className="overflow-x-auto">
      <SumTable>
        <thead>
          <tr>
            <SumHead>{t('item')}</SumHead>
            <SumHead align="right">{t('units')}</SumHead>
            <SumHead align="right">{t('price')}</SumHead>
            <SumHead align="right">{symbol}</SumHead>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.unit} line={line} picture={record.picture} amount={amount(line.amount)} />
          ))}
          <Total head={t('subtotal')}>{amount(subtotal)}</Total>
          <Total head={t(record.cacheAge === null ? 'multiplier' : 'multiplierCached', { group: record.group })}>× {multiplier}</Total>
          {calculated !== charge && <Total head={t('calculated')}>{amount(calculated)}</Total>}
        </tbody>
        <tfoot>
          <tr>
            <SumCell look="total" colSpan={3}>
              {t('charge')}
            </SumCell>
            <SumCell look="total" align="right">
              {amount(charge)}
            </SumCell>
          </tr>
        </tfoot>
      </SumTable>
    </div>
  )
}

interface LineProps {
  line: RecordDetail['lines'][number]
  picture: RecordDetail['picture']
  amount: ReactNode
}

function Line({ line: { unit, units, price }, picture, amount }: LineProps) {
  const t = useTranslations('logs')
  const format = useFormatter()
  return (
    <tr>
      <SumCell>
        {t(`line.${unit}`)}
        {unit === 'images' && picture && (
          <small className="ml-2 text-ink-2">{[picture.size, picture.quality].filter(Boolean).join(' · ')}</small>
        )}
      </SumCell>
      <SumCell align="right">{unit === 'seconds' ? t('seconds', { count: format.number(units) }) : format.number(units)}</SumCell>
      <SumCell align="right">
        × {format.number(price, { minimumFractionDigits: 2, maximumFractionDigits: 9 })}{' '}
        <small className="text-ink-2 phone:block">{t('per', { unit })}</small>
      </SumCell>
      <SumCell align="right">{amount}</SumCell>
    </tr>
  )
}

const Total = ({ head, children }: { head: string; children: ReactNode }) => (
  <tr>
    <SumCell look="words" colSpan={3}>
      {head}
    </SumCell>
    <SumCell align="right">{children}</SumCell>
  </tr>
)
