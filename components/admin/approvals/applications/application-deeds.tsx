'use client'
import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { QueuedApplication } from '@/lib/applications/schema'
import { applicationQueueApi, refreshApplicationQueue } from '@/lib/queries/applications'
import { useDecisions } from '../use-decisions'

const ReasonDialog = dynamic(() => import('../reason-dialog').then((parts) => parts.ReasonDialog))
const RevokeDialog = dynamic(() => import('./revoke-dialog').then((parts) => parts.RevokeDialog))

/** What can be done with an application besides approving and rejecting it. */
export function ApplicationDeeds({ row }: { row: QueuedApplication }) {
  const t = useTranslations('adminApprovals')
  const client = useQueryClient()
  const [open, setOpen] = useState<'ask' | 'revoke'>()
  const { busy, decide } = useDecisions(() => refreshApplicationQueue(client))
  const close = () => setOpen(undefined)
  const bar = (barred: boolean) =>
    void decide(() => applicationQueueApi.bar(row.id, barred), t(barred ? 'application.barredDone' : 'application.unbarredDone'))
  return (
    <>
      {row.state === 'submitted' && <Button onClick={() => setOpen('ask')}>{t('application.askChanges')}</Button>}
      {row.state === 'approved' && (
        <Button variant="danger" onClick={() => setOpen('revoke')}>
          {t('application.revoke')}
        </Button>
      )}
      {row.state === 'revoked' && (
        <Button busy={busy} onClick={() => bar(!row.barred)}>
          {t(row.barred ? 'application.unbar' : 'application.bar')}
        </Button>
      )}
      {open === 'ask' && (
        <ReasonDialog
          title={t('application.askTitle', { name: row.applicant.username })}
          label={t('application.askLabel')}
          submit={t('application.askWord')}
          offered={[t('application.asks.purpose'), t('application.asks.supervisor'), t('application.asks.data')]}
          onClose={close}
          onSubmit={(text) =>
            decide(() => applicationQueueApi.askForChanges(row.id, text, row.submittedAt ?? undefined), t('application.askedDone'))
          }
        />
      )}
      {open === 'revoke' && <RevokeDialog row={row} onClose={close} decide={decide} />}
    </>
  )
}
