import { expect, test } from 'vitest'
import { retryAfterOf } from './failure'

test.each([
  ['2', 2000],
  ['0.5', 500],
  ['Thu, 01 Jan 1970 00:00:03 GMT', 3000],
  ['99999999', 3_600_000],
  [`1${'0'.repeat(400)}`, 3_600_000],
  ['soon', undefined],
  [undefined, undefined],
])('an upstream that asks for rest gets it, within an hour: %s', (header, ms) => {
  expect(retryAfterOf(header, 0)).toBe(ms)
})
