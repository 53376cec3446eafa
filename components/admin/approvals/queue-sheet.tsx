'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { useListPage } from '@/components/data-table/use-list-page'
import { useReportDirty } from '@/components/form/use-discard-guard'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { QueueKind } from './queue-kind'
import type { useDecisions } from './use-decisions'

const ReasonDialog = dynamic(() => import('./reason-dialog').then((parts) => parts.ReasonDialog))

interface Props<Row extends { id: string }, Draft> {
  kind: QueueKind<Row, Draft>
  list: Pick<ReturnType<typeof useListPage<Row>>, 'rows' | 'openRow' | 'sheetProps' | 'goTo'>
  decisions: ReturnType<typeof useDecisions>
  onDirty: (is: boolean) => void
}

/** One request with everything that its decision needs. After a decision the next one is shown. */
export function QueueSheet<Row extends { id: string }, Draft>(props: Props<Row, Draft>) {
  const { openRow: row } = props.list
  // The key drops what was typed for the row before.
  return row ? <OneRequest key={row.id} {...props} row={row} /> : null
}

function OneRequest<Row extends { id: string }, Draft>({ kind, list, decisions, onDirty, row }: Props<Row, Draft> & { row: Row }) {
  const t = useTranslations('adminApprovals')
  const [draft, setDraft] = useState<Draft>()
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [rejecting, setRejecting] = useState(false)
  useReportDirty(draft !== undefined && JSON.stringify(draft) !== JSON.stringify(kind.draftOf(row)), onDirty)

  const rows = list.rows ?? []
  const at = rows.findIndex(({ id }) => id === row.id)
  async function decide(run: () => Promise<unknown>, done: string) {
    const next = (rows[at + 1] ?? rows[at - 1])?.id ?? null
    const wrong = await decisions.decide(run, done)
    if (wrong === undefined) return
    setFaults(wrong)
    if (Object.keys(wrong).length === 0) list.goTo(next)
  }
  const title = kind.title(row)
  const approve = () => void decide(() => kind.approve(row, draft ?? kind.draftOf(row)), t('approvedOne', { name: title }))
  const reject = () => setRejecting(true)
  const waits = kind.waits(row)
  const more = kind.more?.(row)
  return (
    <>
      <Sheet
        wide
        open
        onOpenChange={(open) => !open && list.sheetProps.onClose()}
        title={title}
        subtitle={kind.subtitle(row)}
        place={`${at + 1} / ${rows.length}`}
        onPrevious={list.sheetProps.onPrevious}
        onNext={list.sheetProps.onNext}
        keys={waits && !decisions.busy ? { a: approve, r: reject } : {}}
        footer={
          waits ? (
            <>
              <Button variant="danger" disabled={decisions.busy} onClick={reject}>
                {t('reject')}
              </Button>
              {more}
              <Button variant="primary" className="ml-auto" busy={decisions.busy} onClick={approve}>
                {kind.approveWord} <kbd className="border-current/40 bg-transparent text-inherit phone:hidden">A</kbd>
              </Button>
            </>
          ) : (
            (more ?? undefined)
          )
        }
      >
        <kind.Body row={row} draft={draft ?? kind.draftOf(row)} onDraft={setDraft} faults={faults} />
      </Sheet>
      {rejecting && (
        <ReasonDialog
          title={t('rejectOne', { name: title })}
          label={t('reason')}
          submit={t('rejectWord')}
          offered={kind.reasons}
          onClose={() => setRejecting(false)}
          onSubmit={(reason) => decide(() => kind.reject(row, reason), t('rejectedOne', { name: title }))}
        />
      )}
    </>
  )
}
