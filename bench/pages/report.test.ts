import { expect, it } from 'vitest'
import { medianOf, report } from './report.ts'

const visit = { server: 12, data: 900, largest: 850.4, blocked: 130, shift: 0.0123 }

it('a page is a line of its figures, and a page without data says so', () => {
  const text = report('# Pages', [['Portal', [{ ...visit, path: '/keys', html: 8123, js: 201_440, css: 14_000, data: 0 }]]])
  expect(text).toContain('## Portal')
  expect(text).toContain('| `/keys` | 12 | – | 850 | 130 | 0.012 | 201.4 | 14.0 | 8.1 |')
})

it('each figure is the median of its own', () => {
  const visits = [visit, { ...visit, server: 40, data: 100 }, { ...visit, server: 20, data: 2000 }]
  expect(medianOf(visits)).toEqual({ ...visit, server: 20 })
})
