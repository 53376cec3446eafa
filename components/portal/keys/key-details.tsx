'use client'
import { useTranslations } from 'next-intl'
import { Bar } from '@/components/ui/bar'
import { Money } from '@/components/ui/money'
import { SheetSection } from '@/components/ui/sheet'
import type { ShownKey } from '@/lib/keys/schema'
import { KeyRules } from './key-rules'
import { spentPart } from './key-state'
import { KeyUsage } from './key-usage'

export function KeyDetails({ apiKey }: { apiKey: ShownKey }) {
  const t = useTranslations('keys')
  const part = spentPart(apiKey)
  return (
    <>
      <SheetSection title={t('spentOfLimit')}>
        <p>
          <Money value={apiKey.spent} /> / {apiKey.spendLimit === null ? t('noLimit') : <Money value={apiKey.spendLimit} minPlaces={2} />}
        </p>
        {part !== undefined && <Bar part={part} className="mt-2" />}
      </SheetSection>
      <SheetSection title={t('usage.title')}>
        <KeyUsage keyId={apiKey.id} />
      </SheetSection>
      <SheetSection title={t('rules')}>
        <KeyRules apiKey={apiKey} />
      </SheetSection>
    </>
  )
}
