'use client'
import { useTranslations } from 'next-intl'
import { Fact } from '@/components/ui/facts'
import { Hint } from '@/components/ui/hint'
import type { UsageRecordView } from '@/lib/usage/schema'

/** Says in words why `auto` chose the model. */
export function AutoChoice({ record: { chosen } }: { record: UsageRecordView }) {
  const t = useTranslations('logs')
  if (!chosen) return null
  const { needs, tag, by, of, models } = chosen
  const kind = (name: string) => (t.has(`autoKind.${name}`) ? t(`autoKind.${name}`) : name)
  return (
    <Fact term={t('auto')}>
      <p>{t('autoNeeds', { needs: needs.map(kind).join(t('autoAnd')) })}</p>
      <p>{t(`autoBy.${by}`, { of, tag: kind(tag ?? 'chat') })}</p>
      {models.length > 1 && (
        <Hint>
          {models.join(' › ')}
          {of > models.length && ' …'}
        </Hint>
      )}
    </Fact>
  )
}
