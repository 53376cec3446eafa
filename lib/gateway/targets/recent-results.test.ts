import { expect, test } from 'vitest'
import { RecentResults } from './recent-results'

const minute = 60_000

test('nothing is known of a target that was not tried', () => {
  expect(new RecentResults().lastHour(5 * minute)).toEqual({ served: 0, failed: 0, medianMs: null })
})

test('attempts of the last hour count, and older ones do not', () => {
  const results = new RecentResults()
  for (const latency of [300, 100, 200]) results.served(latency, 0)
  results.failed(minute)
  results.served(900, 59 * minute)
  expect(results.lastHour(59 * minute)).toEqual({ served: 4, failed: 1, medianMs: 200 })
  expect(results.lastHour(60 * minute)).toEqual({ served: 1, failed: 1, medianMs: 900 })
  results.failed(61 * minute)
  expect(results.lastHour(61 * minute)).toEqual({ served: 1, failed: 1, medianMs: 900 })
  expect(results.lastHour(1000 * minute)).toEqual({ served: 0, failed: 0, medianMs: null })
})

test('the median is that of the last hundred', () => {
  const results = new RecentResults()
  for (let i = 0; i < 1000; i++) results.served(9000, minute)
  for (let i = 1; i <= 100; i++) results.served(i, minute)
  expect(results.lastHour(minute)).toEqual({ served: 1100, failed: 0, medianMs: 50 })
})
