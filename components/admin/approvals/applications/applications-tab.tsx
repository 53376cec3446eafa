'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useFilters } from '@/components/data-table/filters/use-filters'
import type { QueuedApplication } from '@/lib/applications/schema'
import { applicationQueueApi, applicationQueueQuery, refreshApplicationQueue } from '@/lib/queries/applications'
import { Queue } from '../queue'
import type { QueueKind } from '../queue-kind'
import { queueAsked, queueParams } from '../queue-params'
import { useApplicationColumns } from './application-columns'
import { ApplicationDeeds } from './application-deeds'
import { type AllowanceDraft, allowanceDraftOf, grantOf } from './draft'

const ApplicationBody = dynamic(() => import('./application-body').then((parts) => parts.ApplicationBody))

export function ApplicationsTab() {
  const t = useTranslations('adminApprovals')
  const client = useQueryClient()
  const asked = queueAsked(useFilters(queueParams).values)
  const query = useInfiniteQuery(applicationQueueQuery(asked))
  const kind: QueueKind<QueuedApplication, AllowanceDraft> = {
    name: 'applications',
    query,
    rows: query.data?.pages.flatMap((page) => page.applications),
    columns: useApplicationColumns(asked.view === 'decided'),
    searchIn: t('application.search'),
    waits: (row) => row.state === 'submitted',
    title: (row) => row.applicant.username,
    subtitle: (row) => `${row.email} · ${row.applicant.group}`,
    Body: ApplicationBody,
    draftOf: allowanceDraftOf,
    approve: (row, draft) => applicationQueueApi.approve(row.id, { ...grantOf(row, draft), submittedAt: row.submittedAt ?? undefined }),
    reject: (row, reason) => applicationQueueApi.reject(row.id, reason, row.submittedAt ?? undefined),
    refresh: () => refreshApplicationQueue(client),
    reasons: [t('application.reasons.purpose'), t('application.reasons.supervisor'), t('application.reasons.tooMuch')],
    approveWord: t('application.approve'),
    more: (row) => <ApplicationDeeds key={row.id} row={row} />,
  }
  return <Queue kind={kind} />
}
