import { expect, test } from 'vitest'
import type { Column } from './column'
import { toCsv } from './csv'

const columns: Column<{ name: string; spent: number | null }>[] = [
  { id: 'name', header: 'Name', meta: { csv: (row) => row.name } },
  { id: 'actions', header: 'Actions' },
  { id: 'spent', header: 'Spent, ¥', meta: { csv: (row) => row.spent } },
]

test('a CSV file has the columns that name a value, quoted where needed', () => {
  expect(toCsv(columns, [{ name: 'a "b"', spent: 1.5 }])).toBe('Name,"Spent, ¥"\r\n"a ""b""",1.5')
})

test('text cannot become a formula in a spreadsheet, numbers stay numbers', () => {
  expect(toCsv(columns, [{ name: '=HYPERLINK(1)', spent: -2 }])).toContain("\r\n'=HYPERLINK(1),-2")
})
