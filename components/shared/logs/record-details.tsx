'use client'
import { useTranslations } from 'next-intl'
import { SheetSection } from '@/components/ui/sheet'
import type { RecordDetail } from '@/lib/usage/schema'
import { Attempts } from './attempts'
import { ChargeSum } from './charge-sum'
import { RecordFacts } from './record-facts'
import { TimingBar } from './timing-bar'

export function RecordDetails({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  return (
    <>
      {record.errorCode !== null && (
        <SheetSection title={t('reason')}>
          <p className="text-bad-text">{t.has(`error.${record.errorCode}`) ? t(`error.${record.errorCode}`) : record.errorCode}</p>
        </SheetSection>
      )}
      <ChargeSum record={record} />
      <TimingBar record={record} />
      {record.attempts.length > 0 && <Attempts attempts={record.attempts} />}
      <SheetSection>
        <RecordFacts record={record} />
      </SheetSection>
    </>
  )
}
