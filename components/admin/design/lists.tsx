'use client'
import type { OnChangeFn, RowSelectionState, SortingState } from '@tanstack/react-table'
import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { BulkBar } from '@/components/data-table/bulk-bar'
import type { Column } from '@/components/data-table/column'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import type { TableQuery } from '@/components/data-table/table-query'
import { useListTable } from '@/components/data-table/use-list-table'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { StatusDot } from '@/components/ui/status-dot'
import { refusal } from './refusal'
import { WideSpecimen } from './specimen'

const models = [
  { id: 'glm-5.1', calls: 624, on: true },
  { id: 'deepseek-v3.2', calls: 1211, on: true },
  { id: 'qwen3-max', calls: 73, on: false },
]
type Model = (typeof models)[number]

const settled: TableQuery = { data: models, isFetching: false, isError: false, error: null, refetch: () => undefined }
const states: Record<string, Shown> = {
  filled: { query: settled, rows: models },
  refreshing: { query: { ...settled, isFetching: true }, rows: models },
  more: { query: { ...settled, hasNextPage: true, fetchNextPage: () => undefined }, rows: models },
  dense: { query: settled, rows: models, dense: true },
  loading: { query: { ...settled, data: undefined, isFetching: true } },
  empty: { query: settled },
  filtered: { query: settled, filtered: true },
  error: { query: { ...settled, data: undefined, isError: true, error: refusal } },
}

export function Lists() {
  return (
    <>
      <WideSpecimen state="state.search">
        <SampleFilters />
      </WideSpecimen>
      {Object.entries(states).map(([name, state]) => (
        <WideSpecimen key={name} state={`state.${name}`}>
          <SampleList {...state} />
        </WideSpecimen>
      ))}
      <WideSpecimen state="state.bulk">
        <Chosen />
      </WideSpecimen>
    </>
  )
}

function SampleFilters() {
  const t = useTranslations('adminDesign')
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState<string | null>('first')
  const [state, setState] = useState<string | null>(null)
  const options = ['first', 'second'].map((value) => ({ value, label: t(`sample.options.${value}`) }))
  return (
    <Filters aside={<CsvButton name="models" columns={useColumns()} rows={models} />}>
      <SearchField value={search} onChange={setSearch} placeholder={t('state.search')} />
      <Facet label={t('sample.group')} options={options} value={group} onChange={setGroup} />
      <Facet label={t('sample.state')} options={options} value={state} onChange={setState} />
    </Filters>
  )
}

function useColumns(): Column<Model>[] {
  const t = useTranslations('adminDesign')
  return [
    { id: 'id', header: t('sample.name'), cell: ({ row }) => row.original.id, meta: { phone: 'title', csv: ({ id }) => id } },
    { id: 'state', header: t('sample.state'), cell: ({ row }) => <State on={row.original.on} />, meta: { phone: 'sub' } },
    {
      id: 'calls',
      header: t('sample.calls'),
      accessorFn: ({ calls }) => calls,
      cell: ({ row }) => row.original.calls,
      meta: { align: 'right', phone: 'aside', csv: ({ calls }) => calls },
    },
  ]
}

function State({ on }: { on: boolean }) {
  const t = useTranslations('adminDesign.tone')
  return <StatusDot state={on ? 'on' : 'off'}>{t(on ? 'on' : 'off')}</StatusDot>
}

interface Shown {
  query: TableQuery
  rows?: readonly Model[]
  filtered?: boolean
  dense?: boolean
  selection?: { value: RowSelectionState; onChange: OnChangeFn<RowSelectionState> }
}

function SampleList({ query, rows, filtered, dense, selection }: Shown) {
  const t = useTranslations('adminDesign.sample')
  const [openId, setOpenId] = useState<string | null>('deepseek-v3.2')
  const [order, setOrder] = useState<SortingState>([])
  const sort = { value: order, onChange: setOrder }
  const table = useListTable({ columns: useColumns(), rows, rowId: ({ id }) => id, sort, selection })
  return (
    <DataTable
      label={t('chart')}
      table={table}
      query={query}
      filtered={filtered}
      dense={dense}
      isOff={({ on }) => !on}
      openId={openId}
      onOpen={({ id }) => setOpenId(id)}
      onClearFilters={() => undefined}
      empty={
        <Empty icon={<KeyRound aria-hidden />} title={t('emptyTitle')}>
          {t('emptyBody')}
        </Empty>
      }
    />
  )
}

function Chosen() {
  const t = useTranslations('adminDesign.sample')
  const [value, onChange] = useState<RowSelectionState>({ 'glm-5.1': true })
  return (
    <>
      <SampleList query={settled} rows={models} selection={{ value, onChange }} />
      <BulkBar count={Object.keys(value).length} onClear={() => onChange({})}>
        <Button size="s">{t('remove')}</Button>
      </BulkBar>
    </>
  )
}
