'use client'
import { CircleCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { BulkBar } from '@/components/data-table/bulk-bar'
import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { useDiscardGuard } from '@/components/form/use-discard-guard'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Segmented } from '@/components/ui/segmented'
import { WhenOpened } from '@/components/ui/when-opened'
import { queueViews } from '@/lib/queue-views'
import type { QueueKind } from './queue-kind'
import { queueParams } from './queue-params'
import { useBulk } from './use-bulk'
import { useDecisions } from './use-decisions'

const QueueSheet = dynamic(() => import('./queue-sheet').then((parts) => parts.QueueSheet)) as typeof import('./queue-sheet').QueueSheet

/** One tab of the approvals: the list of what waits or was decided, and the sheet in which one of it is decided. */
export function Queue<Row extends { id: string }, Draft>({ kind }: { kind: QueueKind<Row, Draft> }) {
  const t = useTranslations('adminApprovals')
  const filters = useFilters(queueParams)
  const view = filters.values.view ?? 'waiting'
  const { guard, onDirty } = useDiscardGuard()
  const list = useListPage({
    name: `admin-${kind.name}`,
    columns: kind.columns,
    rows: kind.rows,
    rowId: (row) => row.id,
    filters: { filtered: filters.values.q.trim() !== '', clear: () => filters.field('q').onChange('') },
    openAs: 'open',
    guard: (go) => void guard(go),
    selectable: view === 'waiting',
  })
  const decisions = useDecisions(kind.refresh)
  const chosen = list.rows?.filter((row) => list.isChosen(row) && kind.waits(row)) ?? []
  const bulk = useBulk({ kind, chosen, decisions, onDone: list.chooseNone })
  return (
    <div className="grid gap-3 pt-4">
      <Filters aside={list.chooser}>
        <Segmented
          aria-label={t('view')}
          options={queueViews.map((value) => ({ value, label: t(`views.${value}`) }))}
          value={view}
          onValueChange={(next) => guard(() => filters.set({ view: next === 'waiting' ? null : next }))}
        />
        <SearchField {...filters.field('q')} placeholder={kind.searchIn} />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t(`tabs.${kind.name}`)}
        query={kind.query}
        empty={<Empty icon={<CircleCheck aria-hidden />} title={t(`empty.${view}`)} />}
        foot={view === 'waiting' ? <KeyHints /> : undefined}
      />
      <BulkBar count={chosen.length} onClear={list.chooseNone}>
        <Button size="s" variant="danger" disabled={decisions.busy} onClick={bulk.reject}>
          {t('rejectCount', { count: chosen.length })}
        </Button>
        <Button size="s" variant="primary" busy={decisions.busy} onClick={() => void bulk.approve()}>
          {t('approveCount', { count: chosen.length })}
        </Button>
      </BulkBar>
      {bulk.dialogs}
      <WhenOpened open={list.openRow !== undefined}>
        <QueueSheet kind={kind} list={list} decisions={decisions} onDirty={onDirty} />
      </WhenOpened>
    </div>
  )
}

function KeyHints() {
  const t = useTranslations('adminApprovals')
  return <span className="phone:hidden">{t.rich('keys', { key: (words) => <kbd>{words}</kbd> })}</span>
}
