import type { RowData, Table } from '@tanstack/react-table'
import clsx from 'clsx'
import { Skeleton } from '@/components/ui/skeleton'
import { TableCell, TableRow } from '@/components/ui/table'
import { cardRow, cellPlace } from './cell-place'

const widths = [72, 96, 64, 88, 56]

/** Grey lines of the height of real rows, under the real heads. */
export function SkeletonRows<Row extends RowData>({ table }: { table: Table<Row> }) {
  return widths.map((width, row) => (
    <TableRow key={width} className={clsx('animate-appear', cardRow)} aria-hidden>
      {table.options.enableRowSelection && <TableCell className={cellPlace(undefined)} />}
      {table.getVisibleLeafColumns().map(({ id, columnDef: { meta } }, index) => (
        <TableCell key={id} align={meta?.align} className={cellPlace(meta)}>
          {!meta?.headHidden && <Skeleton width={widths[(row + index) % widths.length]} />}
        </TableCell>
      ))}
    </TableRow>
  ))
}
