'use client'
import type { RowData } from '@tanstack/react-table'
import { TableBody } from '@/components/ui/table'
import { DataRow } from './data-row'
import type { DataTableProps } from './data-table'
import type { VirtualRows } from './long/virtual-rows'
import { SkeletonRows } from './skeleton-rows'

export function DataBody<Row extends RowData>(props: DataTableProps<Row> & { Virtual: typeof VirtualRows | undefined }) {
  const { table, query, Virtual } = props
  const { rows } = table.getRowModel()
  const className = 'phone:block'
  if (query.data === undefined)
    return (
      <TableBody className={className}>
        <SkeletonRows table={table} />
      </TableBody>
    )
  if (Virtual)
    return (
      <Virtual className={className} ids={rows.map(({ id }) => id)}>
        {(index, place) => {
          const row = rows[index]
          return row && <DataRow key={row.id} {...props} {...place} row={row} />
        }}
      </Virtual>
    )
  return (
    <TableBody className={className}>
      {rows.map((row) => (
        <DataRow key={row.id} {...props} row={row} />
      ))}
    </TableBody>
  )
}
