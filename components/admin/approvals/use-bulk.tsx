'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfirm } from '@/components/ui/confirm'
import { notify } from '@/components/ui/toast'
import type { QueueKind } from './queue-kind'
import type { DecisionOutcome, useDecisions } from './use-decisions'

const ReasonDialog = dynamic(() => import('./reason-dialog').then((parts) => parts.ReasonDialog))
const OutcomesDialog = dynamic(() => import('./outcomes-dialog').then((parts) => parts.OutcomesDialog))

interface Given<Row extends { id: string }, Draft> {
  kind: QueueKind<Row, Draft>
  chosen: readonly Row[]
  decisions: ReturnType<typeof useDecisions>
  onDone: () => void
}

/** Decides the chosen rows alike, one after the other. Where one fails, each row's outcome is told. */
export function useBulk<Row extends { id: string }, Draft>({ kind, chosen, decisions, onDone }: Given<Row, Draft>) {
  const t = useTranslations('adminApprovals')
  const confirm = useConfirm()
  const [rejecting, setRejecting] = useState(false)
  const [outcomes, setOutcomes] = useState<DecisionOutcome[]>()
  const count = chosen.length

  async function each(run: (row: Row) => Promise<unknown>, done: string) {
    const told = await decisions.decideEach(chosen, kind.title, run)
    if (!told) return
    onDone()
    if (told.every(({ problem }) => problem === undefined)) notify.done(done)
    else setOutcomes(told)
  }

  const approve = async () => {
    const question = { title: t('approveTitle', { count }), consequences: chosen.map(kind.title), action: t('approveCount', { count }) }
    if (await confirm(question)) await each((row) => kind.approve(row, kind.draftOf(row)), t('approvedCount', { count }))
  }
  const dialogs = (
    <>
      {rejecting && (
        <ReasonDialog
          title={t('rejectTitle', { count })}
          label={t('reason')}
          submit={t('rejectCount', { count })}
          offered={kind.reasons}
          onClose={() => setRejecting(false)}
          onSubmit={(reason) => each((row) => kind.reject(row, reason), t('rejectedCount', { count }))}
        />
      )}
      {outcomes && <OutcomesDialog outcomes={outcomes} onClose={() => setOutcomes(undefined)} />}
    </>
  )
  return { approve, reject: () => setRejecting(true), dialogs }
}
