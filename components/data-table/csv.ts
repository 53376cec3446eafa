import type { Column } from './column'

// A cell that begins like a formula would run in a spreadsheet.
const quote = (value: string | number | null | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const used = columns.filter((column) => column.csv)
  const lines = [used.map((column) => quote(column.head)), ...rows.map((row) => used.map((column) => quote(column.csv?.(row))))]
  return lines.map((line) => line.join(',')).join('\r\n')
}
