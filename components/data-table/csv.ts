import { csvLines } from '@/lib/csv'
import type { Column } from './column'

export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const used = columns.filter((column) => column.csv)
  const heads = used.map((column) => column.head)
  return csvLines(
    heads,
    rows.map((row) => used.map((column) => column.csv?.(row))),
  )
}
