import { type CellObject, read, type WorkBook } from '@e965/xlsx'
import { safeArchive } from './archive.ts'
import { decodedText, tableOf } from './text.ts'

const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** One table for each sheet, with what its cells show. */
export const markdownOfSheets = (bytes: Uint8Array): string =>
  markdownOf(read(isArchive(bytes) ? safeArchive(bytes) : bytes, { type: 'array', dense: true, cellFormula: false, cellHTML: false }), true)

/** What stands in it stays as it is written: a long number is a number of an order more often than a quantity. */
export const markdownOfCsv = (bytes: Uint8Array): string =>
  markdownOf(read(decodedText(bytes), { type: 'string', raw: true, dense: true }), false)

function markdownOf({ SheetNames, Sheets }: WorkBook, named: boolean): string {
  const parts = SheetNames.map((name) => {
    const table = tableOf(rowsOf((Sheets[name] as { '!data'?: CellObject[][] } | undefined)?.['!data'] ?? []))
    return named ? `## ${name}\n\n${table}`.trim() : table
  })
  return parts.join('\n\n').trim()
}

/** A sheet may claim a million rows of which a few are written, so only those are looked at. */
function rowsOf(data: CellObject[][]): string[][] {
  const rows: string[][] = []
  data.forEach((cells) => {
    const row: string[] = []
    cells.forEach((cell, column) => {
      const text = shownIn(cell)
      if (text !== '') row[column] = text
    })
    if (row.length > 0) rows.push(row)
  })
  return rows
}

const shownIn = ({ w, v }: CellObject): string => w ?? (v === undefined || v === null ? '' : String(v))
