'use client'
import { useTranslations } from 'next-intl'
import { RateFields } from '@/components/shared/limits/rate-fields'
import { SectionName } from './section-name'

/** The limits that each user of the model has. */
export function LimitFields() {
  const t = useTranslations('limits')
  return (
    <section className="form">
      <SectionName name="limits" label={t('title')}>
        {t('ofModel')}
      </SectionName>
      <RateFields />
    </section>
  )
}
