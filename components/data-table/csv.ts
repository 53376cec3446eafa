import { csvLines } from '@/lib/csv'
import type { Column } from './column'

export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const used = columns.flatMap(({ header, meta }) => (meta?.csv ? [{ header, value: meta.csv }] : []))
  const heads = used.map(({ header }) => header)
  return csvLines(
    heads,
    rows.map((row) => used.map(({ value }) => value(row))),
  )
}
