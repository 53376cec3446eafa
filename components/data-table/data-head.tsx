'use client'
import type { Header, RowData, Table } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { headPlace } from './cell-place'
import { SelectBox } from './select-box'

interface Props<Row extends RowData> {
  table: Table<Row>
  /** the body holds a part of the rows, so that each row says its place */
  isPart: boolean
}

export function DataHead<Row extends RowData>({ table, isPart }: Props<Row>) {
  return (
    <TableHeader className="phone:hidden">
      <TableRow aria-rowindex={isPart ? 1 : undefined}>
        {table.options.enableRowSelection && <SelectAll table={table} />}
        {table.getFlatHeaders().map((header) => (
          <Head key={header.id} header={header} />
        ))}
      </TableRow>
    </TableHeader>
  )
}

function SelectAll<Row extends RowData>({ table }: { table: Table<Row> }) {
  const t = useTranslations('common')
  return (
    <TableHead className="w-8">
      <SelectBox
        aria-label={t('selectAll')}
        checked={table.getIsAllRowsSelected()}
        indeterminate={table.getIsSomeRowsSelected()}
        onCheckedChange={(on) => (on ? table.toggleAllRowsSelected(true) : table.resetRowSelection(true))}
      />
    </TableHead>
  )
}

const directions = { asc: 'ascending', desc: 'descending' } as const

function Head<Row extends RowData, Value>({ header: { column } }: { header: Header<Row, Value> }) {
  const { header, meta } = column.columnDef
  const words = meta?.headHidden ? <span className="sr-only">{String(header)}</span> : String(header)
  const sorted = column.getIsSorted()
  return (
    <TableHead
      align={meta?.align}
      className={headPlace(meta)}
      style={{ width: meta?.width }}
      aria-sort={sorted === false ? undefined : directions[sorted]}
    >
      {column.getCanSort() ? (
        <button
          type="button"
          className="inline-flex items-center gap-1 rounded-[4px] data-sorted:text-ink"
          data-sorted={sorted || undefined}
          onClick={column.getToggleSortingHandler()}
        >
          {words}
          {sorted === 'asc' && <ArrowUp size={12} aria-hidden />}
          {sorted === 'desc' && <ArrowDown size={12} aria-hidden />}
        </button>
      ) : (
        words
      )}
    </TableHead>
  )
}
