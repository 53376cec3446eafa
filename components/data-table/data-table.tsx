'use client'
import type { RowData, Table as TableModel } from '@tanstack/react-table'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Table } from '@/components/ui/table'
import { DataBody } from './data-body'
import { DataHead } from './data-head'
import { useWhenLong } from './long/use-when-long'
import { NothingMatches } from './nothing-matches'
import { NothingYet } from './nothing-yet'
import { TableFoot } from './table-foot'
import type { TableQuery } from './table-query'

export interface DataTableProps<Row extends RowData> {
  /** accessible name of the table */
  label: string
  table: TableModel<Row>
  query: TableQuery
  /** shown while there are no rows at all */
  empty: ReactNode
  /** filters are set, so an empty answer means that nothing matches */
  filtered?: boolean
  onClearFilters?: () => void
  onOpen?: (row: Row) => void
  openId?: string | null
  isOff?: (row: Row) => boolean
  dense?: boolean
  /** false inside a card, whose frame it takes */
  framed?: boolean
  foot?: ReactNode
  /** The search stopped at this time although the list is not full, and goes on with the next page. */
  lookedBackTo?: string | null
}

/** A list in all its states: loading, failed, empty, filtered, full. On phones its rows become cards of two lines. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { framed = true } = props
  return framed ? (
    <Card padded={false}>
      <State {...props} />
    </Card>
  ) : (
    <div className="rounded-b-md">
      <State {...props} />
    </div>
  )
}

function State<Row extends RowData>(props: DataTableProps<Row>) {
  const { table, query, empty, filtered, onClearFilters, lookedBackTo } = props
  const loaded = query.data !== undefined
  if (query.isError && !loaded) return <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
  if (!loaded || table.getRowModel().rows.length > 0) return <Rows {...props} />
  if (lookedBackTo) return <NothingYet lookedBackTo={lookedBackTo} query={query} onClear={onClearFilters} />
  return filtered ? <NothingMatches onClear={onClearFilters} /> : empty
}

const load = () => import('./long/virtual-rows')

function Rows<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, table, query, dense, foot, lookedBackTo } = props
  const t = useTranslations('common')
  const loading = query.data === undefined
  const count = table.getRowModel().rows.length
  const Virtual = useWhenLong(count, load)?.VirtualRows
  return (
    <>
      <div className="relative overflow-hidden rounded-[inherit] @container/table">
        {query.isFetching && !loading && !query.isFetchingNextPage && <RefreshLine />}
        <div className="overflow-x-auto">
          <Table
            dense={dense}
            data-slot="data-table"
            className="phone:block"
            aria-label={label}
            aria-busy={loading}
            aria-rowcount={Virtual && (query.hasNextPage ? -1 : count + 1)}
          >
            <DataHead table={table} isPart={Virtual !== undefined} />
            <DataBody {...props} Virtual={Virtual} />
          </Table>
        </div>
        {loading && (
          <p className="absolute right-3 bottom-3 animate-appear-late rounded-md bg-surface px-3 py-1 text-[12.5px] text-ink-2 shadow-float">
            {t('stillLoading')}
          </p>
        )}
      </div>
      {!loading && <TableFoot count={count} query={query} foot={foot} lookedBackTo={lookedBackTo} />}
    </>
  )
}

/** A line that runs along the top of a list while its rows are asked for again. */
const RefreshLine = () => (
  <div className="absolute inset-x-0 top-0 z-1 h-0.5 animate-appear overflow-hidden" aria-hidden>
    <div className="h-full w-2/5 animate-sweep bg-linear-to-r from-transparent via-accent to-transparent" />
  </div>
)
