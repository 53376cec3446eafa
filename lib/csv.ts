// A spreadsheet would run a cell that begins like a formula.
const dangerous = /^[=+\-@＝＋－＠\t\r\n]/
const number = /^-?\d+(\.\d+)?$/

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  const safe = dangerous.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Writes RFC 4180 lines without a last line end. No cell is a formula to a spreadsheet. */
export const csvLines = (head: string[], rows: unknown[][]): string => [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')

/** A whole file, with the byte order mark that Excel needs to read UTF-8. */
export const csv = (head: string[], rows: unknown[][]): string => `\uFEFF${csvLines(head, rows)}\r\n`
