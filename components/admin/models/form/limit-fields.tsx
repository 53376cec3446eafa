'use client'
import { useTranslations } from 'next-intl'
import { FormSection } from '@/components/admin/fields/form-section'
import { RateFields } from '@/components/shared/limits/rate-fields'

/** The limits that each user of the model has. */
export function LimitFields() {
  const t = useTranslations('limits')
  return (
    <FormSection heading={{ name: 'limits', label: t('title'), means: t('ofModel') }}>
      <RateFields />
    </FormSection>
  )
}
