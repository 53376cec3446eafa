'use client'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/ui/error-state'
import type { Column } from './column'
import { DataRow } from './data-row'
import { NothingMatches } from './nothing-matches'
import { NothingYet } from './nothing-yet'
import { SelectBox } from './select-box'
import { SkeletonRows } from './skeleton-rows'
import { TableFoot } from './table-foot'
import type { TableProps } from './table-props'

/** A list in all its states: loading, failed, empty, filtered, full. On phones its rows become cards of two lines. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, query, empty, filtered, onClearFilters, selection, dense, lookedBackTo } = props
  const t = useTranslations('common')
  if (query.isError && !rows)
    return (
      <div className="card">
        <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
      </div>
    )
  if (rows?.length === 0)
    return (
      <div className="card">
        {lookedBackTo ? (
          <NothingYet lookedBackTo={lookedBackTo} query={query} onClear={onClearFilters} />
        ) : filtered ? (
          <NothingMatches onClear={onClearFilters} />
        ) : (
          empty
        )}
      </div>
    )
  const all = rows !== undefined && rows.length > 0 && rows.every((row) => selection?.ids.has(rowId(row)))
  return (
    <div className="card">
      <div className="table-wrap">
        {query.isFetching && rows && !query.isFetchingNextPage && <div className="refresh-line after-a-moment" aria-hidden />}
        <div className="table-scroll">
          <table className={clsx('tbl tbl-cards', dense && 'tbl-dense')} aria-label={label} aria-busy={query.isPending}>
            <thead>
              <tr>
                {selection && (
                  <th className="w-8">
                    <SelectBox
                      aria-label={t('selectAll')}
                      checked={all}
                      indeterminate={!all && selection.ids.size > 0}
                      onCheckedChange={(on) => selection.onChange(new Set(on ? rows?.map(rowId) : []))}
                    />
                  </th>
                )}
                {columns.map((column) => (
                  <Head key={column.id} column={column} />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows === undefined ? (
                <SkeletonRows columns={columns} extra={selection ? 1 : 0} />
              ) : (
                rows.map((row) => <DataRow key={rowId(row)} row={row} id={rowId(row)} table={props} />)
              )}
            </tbody>
          </table>
        </div>
        {rows === undefined && <p className="after-a-while absolute right-3 bottom-3 hint popup px-3 py-1">{t('stillLoading')}</p>}
      </div>
      {rows && <TableFoot count={rows.length} query={query} foot={props.foot} lookedBackTo={lookedBackTo} />}
    </div>
  )
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const { sort } = column
  const words = column.headHidden ? <span className="sr-only">{column.head}</span> : column.head
  return (
    <th
      className={clsx(column.align)}
      data-drop={column.drop}
      style={column.width === undefined ? undefined : { width: column.width }}
      aria-sort={sort?.direction}
    >
      {sort ? (
        <button type="button" className="sort" onClick={sort.toggle}>
          {words}
          {sort.direction === 'ascending' && <ArrowUp aria-hidden />}
          {sort.direction === 'descending' && <ArrowDown aria-hidden />}
        </button>
      ) : (
        words
      )}
    </th>
  )
}
