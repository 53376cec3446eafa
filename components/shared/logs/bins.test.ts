import { describe, expect, test } from 'vitest'
import { noUnits } from '@/lib/units'
import type { Figures, UsageSeries } from '@/lib/usage/schema'
import { barsUnder, binsOf, brushOver, countIn } from './bins'

const figures = (calls: number, errors: number): Figures => ({
  calls,
  errors,
  inputTokens: 0,
  outputTokens: 0,
  tokens: 0,
  charge: 0,
  ttftMs: null,
})
const buckets = ['2026-11-22T01:00:00Z', '2026-11-22T02:00:00Z', '2026-11-22T03:00:00Z']
const line = (name: string, points: Figures[]) => ({ id: name, name, total: figures(0, 0), units: noUnits, points })
const data: UsageSeries = {
  timeZone: 'UTC',
  bucket: 'hour',
  buckets,
  series: [line('a', [figures(5, 1), figures(0, 0), figures(2, 2)]), line('b', [figures(3, 0), figures(1, 0), figures(0, 0)])],
  total: figures(11, 3),
  units: noUnits,
}
const every = { model: null, status: null }

describe('the bars above the log', () => {
  const bins = binsOf(data, every)
  test('add up all models, failures apart', () =>
    expect(bins.map(({ ok, failed }) => [ok, failed])).toEqual([
      [7, 1],
      [1, 0],
      [0, 2],
    ]))
  test('follow the filters of the list', () => {
    expect(countIn(binsOf(data, { model: 'b', status: null }))).toEqual({ calls: 4, failed: 0 })
    expect(countIn(binsOf(data, { model: null, status: 'failed' }))).toEqual({ calls: 3, failed: 3 })
    expect(countIn(binsOf(data, { model: null, status: 'ok' }))).toEqual({ calls: 8, failed: 0 })
  })
  test('the last one ends an hour after it began', () => expect(bins[2]?.to.toISOString()).toBe('2026-11-22T04:00:00.000Z'))
  test('a brush drawn backwards covers the same bars and counts what they hold', () => {
    const brush = brushOver(bins, 2, 1)
    expect(brush).toEqual(brushOver(bins, 1, 2))
    expect(barsUnder(bins, brush)).toEqual([1, 2])
    expect(countIn(bins, brush ?? undefined)).toEqual({ calls: 3, failed: 2 })
  })
  test('a brush outside covers none', () =>
    expect(barsUnder(bins, { from: new Date('2020-01-01'), to: new Date('2020-01-02') })).toBe(null))
})
