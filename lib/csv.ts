// A spreadsheet would run a cell that begins like a formula.
const dangerous = /^[=+\-@＝＋－＠\t\r\n]/
const number = /^-?\d+(\.\d+)?$/

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  const safe = dangerous.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Writes RFC 4180 lines, each with its end. No cell is a formula to a spreadsheet. */
export const csvRows = (rows: unknown[][]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

/** The same with a head, without the last line end. */
export const csvLines = (head: string[], rows: unknown[][]): string => csvRows([head, ...rows]).slice(0, -2)

/** A whole file, with the byte order mark that Excel needs to read UTF-8. */
export const csv = (head: string[], rows: unknown[][]): string => `\uFEFF${csvLines(head, rows)}\r\n`
