'use client'
import { useTranslations } from 'next-intl'
import { StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import type { UsageRecordView } from '@/lib/usage/schema'

type Facts = Pick<UsageRecordView, 'state' | 'status' | 'errorCode' | 'estimated' | 'attempts' | 'cacheAge'>

/** Shows how a call ended, by shape and word. */
export function RecordStatus({ record }: { record: Facts }) {
  const t = useTranslations('logs')
  if (record.state === 'running') return <StatusDot state="live">{t('state.running')}</StatusDot>
  if (record.status === 499) return <StatusDot state="off">{t('left')}</StatusDot>
  if (record.errorCode !== null || (record.status ?? 0) >= 400)
    return <StatusDot state="bad">{record.status && record.status >= 400 ? record.status : t(`state.failed`)}</StatusDot>
  return (
    <span className="inline-flex items-center gap-2">
      <StatusDot state="on">{t('state.ok')}</StatusDot>
      {record.attempts.length > 1 && <Tag tone="info">{t('failedOver')}</Tag>}
      {record.cacheAge !== null && <Tag tone="ok">{t('cached')}</Tag>}
      {record.estimated && <Tag>{t('estimated')}</Tag>}
    </span>
  )
}
