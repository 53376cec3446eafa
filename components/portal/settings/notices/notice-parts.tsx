'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { noticeSettingsQuery } from '@/lib/queries/notice-settings'
import { Part } from '../part'

// The server draws it, and what checks it comes after the page. React would draw it anew, without what was typed, if it changed before.
const NoticeForm = memo(dynamic(() => import('./notice-form').then((parts) => parts.NoticeForm)))
const WebhookForm = memo(dynamic(() => import('./webhook-form').then((parts) => parts.WebhookForm)))

export function NoticeParts({ hasEmail }: { hasEmail: boolean }) {
  const t = useTranslations('settings')
  const { data, isError, error, refetch, isFetching } = useQuery(noticeSettingsQuery)
  const failed = isError && <ErrorState error={error} onRetry={() => refetch()} busy={isFetching} />
  return (
    <>
      <Part title={t('notices')} what={t('noticesWhat')}>
        {failed || (data ? <NoticeForm settings={data} hasEmail={hasEmail} /> : <Skeleton width="60%" />)}
      </Part>
      {data && (
        <Part title={t('webhook')} what={t('webhookWhat')}>
          <WebhookForm url={data.webhook?.url ?? null} />
        </Part>
      )}
    </>
  )
}
