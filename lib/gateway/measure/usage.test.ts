import { expect, test } from 'vitest'
import { noUnits } from '@/lib/units'
import type { Usage } from '../generation/part'
import { chargedUsage } from './usage'

const reported = (input: number, output: number): Usage => ({
  ...noUnits,
  inputTokens: input,
  outputTokens: output,
  requests: 1,
  estimated: false,
})
const bounds = { mostInput: 100, mostOutput: 50, n: 1 }
const charged = (given: Partial<Parameters<typeof chargedUsage>[0]>) =>
  chargedUsage({
    reported: null,
    complete: true,
    hasContent: true,
    length: 30,
    inputTokens: () => 7,
    outputTokens: () => 9,
    bounds,
    ...given,
  })
const counted = { ...reported(7, 9), estimated: true }

test('a report that can be true is what is charged', () => {
  expect(charged({ reported: reported(100, 50) })).toEqual(reported(100, 50))
})

test.each([
  ['read more than the window', reported(101, 50)],
  ['wrote more than was held for', reported(100, 51)],
])('a report that cannot be true is counted here instead: %s', (_, report) => {
  expect(charged({ reported: report })).toEqual(counted)
})

test('a delivered answer was not free of tokens: of a report that says so that half is counted here', () => {
  expect(charged({ reported: reported(0, 0) })).toEqual(counted)
  expect(charged({ reported: reported(0, 5) })).toEqual({ ...counted, outputTokens: 5 })
  expect(charged({ reported: reported(5, 0) })).toEqual({ ...counted, inputTokens: 5 })
  expect(charged({ reported: reported(5, 1), length: 65 })).toEqual({ ...counted, inputTokens: 5 })
  expect(charged({ reported: reported(5, 1), length: 64 })).toEqual(reported(5, 1))
})

test('an answer without a word may have taken no token', () => {
  expect(charged({ reported: reported(5, 0), hasContent: false, length: 0 })).toEqual(reported(5, 0))
})

test('no report, or a broken answer: what the caller received is counted', () => {
  expect(charged({})).toEqual(counted)
  expect(charged({ reported: reported(5, 2), complete: false })).toEqual(counted)
})

test('a broken answer costs what was reported with its last chunk; else at least what was reported before', () => {
  const soFar = (last: Usage | null, current: boolean) => charged({ complete: false, soFar: { last, current } })
  expect(soFar(reported(5, 20), true)).toEqual(reported(5, 20))
  expect(soFar(reported(5, 20), false)).toEqual({ ...counted, outputTokens: 20 })
  expect(soFar(reported(8, 2), false)).toEqual({ ...counted, inputTokens: 8 })
  expect(soFar(null, true)).toEqual(counted)
  expect(soFar(reported(5, 51), true)).toEqual(counted)
  expect(charged({ complete: false, hasContent: false, soFar: { last: reported(5, 2), current: true } })).toBeNull()
})

test('of several answers, a report with a chunk is about one', () => {
  const several = { complete: false, bounds: { ...bounds, n: 2 }, soFar: { last: reported(5, 20), current: true } }
  expect(charged(several)).toEqual(counted)
})

test('nothing delivered is free', () => {
  expect(charged({ hasContent: false })).toBeNull()
  expect(charged({ hasContent: false, complete: false, reported: reported(5, 2) })).toBeNull()
})

test('an upstream that counts only one of n answers is corrected, one that counts all is believed', () => {
  const four = { bounds: { ...bounds, n: 4 }, outputTokens: () => 40 }
  expect(charged({ ...four, reported: reported(5, 10) })).toEqual({ ...reported(5, 40), estimated: true })
  expect(charged({ ...four, reported: reported(5, 35) })).toEqual(reported(5, 35))
})
