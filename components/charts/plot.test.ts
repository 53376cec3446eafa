import { expect, test } from 'vitest'
import { plotOf } from './plot'
import type { ShownSeries } from './top-series'

const figures = (calls: number) => ({ calls, errors: 0, inputTokens: 0, outputTokens: 0, tokens: 0, charge: 0, ttftMs: null })
const series = (...calls: number[]): ShownSeries => ({ id: 'a', name: 'a', colour: 1, total: figures(0), points: calls.map(figures) })

test('the axis ends at a round figure that no stack exceeds', () => {
  expect(plotOf([series(3, 0.3), series(2, 0.25)], 'calls', 2).ticks).toEqual([0, 1.5, 3, 4.5, 6])
  expect(plotOf([series(0.3), series(0.25)], 'calls', 1).ticks).toEqual([0, 0.15, 0.3, 0.45, 0.6])
  for (const value of [1e-7, 0.4, 1, 3.99, 4, 17, 1e9]) {
    const { top, ticks } = plotOf([series(value)], 'calls', 1)
    expect(top).toBeGreaterThanOrEqual(value)
    expect(top).toBeLessThan(value * 2)
    expect(ticks).toHaveLength(5)
  }
})
test('nothing has an axis too', () => expect(plotOf([], 'calls', 3)).toEqual({ top: 4, ticks: [0, 1, 2, 3, 4], named: [0, 1, 2] }))
test('the running bucket is always named, and few others', () => {
  expect(plotOf([series(1)], 'calls', 14).named).toEqual([1, 4, 7, 10, 13])
  expect(plotOf([series(1)], 'calls', 30).named).toHaveLength(6)
})
