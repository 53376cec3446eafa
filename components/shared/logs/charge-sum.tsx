'use client'
import { useTranslations } from 'next-intl'
import { currencySymbol } from '@/components/ui/format-money'
import { Hint } from '@/components/ui/hint'
import { Money } from '@/components/ui/money'
import { SheetSection } from '@/components/ui/sheet'
import { useSite } from '@/components/ui/site-context'
import { Tag } from '@/components/ui/tag'
import type { RecordDetail } from '@/lib/usage/schema'
import { ChargeLines } from './charge-lines'

/** Shows the charge as arithmetic: units × price, summed, times the group's multiplier. */
export function ChargeSum({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  const { currency } = useSite()
  const symbol = currencySymbol(currency)
  return (
    <SheetSection
      title={
        <>
          {t('charge')} {record.estimated && <Tag>{t('estimated')}</Tag>}
        </>
      }
    >
      <p className="font-semibold text-[22px]/7">
        <Money value={record.charge} />
      </p>
      {record.lines.length > 0 ? <ChargeLines record={record} symbol={symbol} /> : <Hint>{t(whyNoLines(record))}</Hint>}
      {record.calculated > record.charge && <Hint>{t('notAbove')}</Hint>}
      {record.hold > 0 && <Hint>{t(record.state === 'running' ? 'held' : 'released', { amount: `${symbol} ${record.hold}` })}</Hint>}
    </SheetSection>
  )
}

function whyNoLines({ state, charge }: RecordDetail) {
  if (state === 'running') return 'chargeLater'
  return charge > 0 ? 'notCounted' : 'noCharge'
}
