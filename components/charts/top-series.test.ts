import { expect, it } from 'vitest'
import { noUnits } from '@/lib/units'
import type { Figures } from '@/lib/usage/schema'
import { topSeries } from './top-series'

const figures = (calls: number): Figures => ({ calls, errors: 0, inputTokens: 0, outputTokens: 0, tokens: 0, charge: 0, ttftMs: null })
const line = (id: string, calls: number) => ({ id, name: id, total: figures(calls), units: noUnits, points: [figures(calls)] })

it('shows the five largest, and what is left with what the server had summed up as one, however large', () => {
  const series = [line('…', 900), ...[1, 2, 3, 4, 5, 6].map((calls) => line(`m${calls}`, calls))]
  const data = { timeZone: 'UTC', bucket: 'day' as const, buckets: ['2026-01-01T00:00:00Z'], series, total: figures(921), units: noUnits }
  const shown = topSeries(data, 'calls', { rest: (count) => `${count} more`, unnamed: '' })
  expect(shown.map(({ id, name, total }) => [id, name, total.calls])).toEqual([
    ['m6', 'm6', 6],
    ['m5', 'm5', 5],
    ['m4', 'm4', 4],
    ['m3', 'm3', 3],
    ['m2', 'm2', 2],
    ['…', '2 more', 901],
  ])
})
