import { expect, test } from 'vitest'
import { sampleResults } from './sample-results.ts'
import { growthOf, type Target, targetsOf, verdictOf } from './targets.ts'

const row = (measured: number | undefined, more: boolean): Target =>
  more ? { name: '', unit: '', target: 0.4, goal: 0.5, more, measured } : { name: '', unit: '', target: 3, goal: 2, measured }

test('a figure meets the goal, the target or neither, and its limit belongs to it', () => {
  expect([0.5, 0.49, 0.4, 0.39].map((value) => verdictOf(row(value, true)))).toEqual(['goal met', 'target met', 'target met', 'missed'])
  expect([2, 2.1, 3, 3.1].map((value) => verdictOf(row(value, false)))).toEqual(['goal met', 'target met', 'target met', 'missed'])
})

test('what was not measured is not met', () =>
  expect([undefined, Number.NaN, Number.POSITIVE_INFINITY].map((value) => verdictOf(row(value, false)))).toEqual(
    Array(3).fill('not measured'),
  ))

test('every target is judged by the figure that it names', () => {
  const judged = targetsOf(sampleResults).map((target) => [target.measured?.toFixed(2), verdictOf(target)])
  expect(judged).toEqual([
    ['0.40', 'target met'], // calls/s at 64
    ['0.50', 'goal met'], // and at 256
    ['3.00', 'target met'], // CPU at 64
    ['2.40', 'goal met'], // and at 256
    ['1.00', 'target met'], // one connection: added p50
    ['4.00', 'missed'], // and p99
    ['1.20', 'target met'], // 1 000/s: added p50
    ['12.00', 'target met'], // and p99
    ['2.00', 'goal met'], // events
    ['5.00', 'goal met'], // added to the gaps
    ['1.25', 'missed'], // and of bare's
    ['4.50', 'missed'], // the first call
    ['2.00', 'goal met'], // and the first hundred
    ['410.00', 'target met'], // memory
    ['2.50', 'goal met'], // and its growth
    ['1.15', 'goal met'], // messages
    ['1.40', 'missed'], // and streamed
    [undefined, 'not measured'], // embeddings
    [undefined, 'not measured'],
    ['1.40', 'goal met'], // rerank
    ['1.40', 'goal met'],
    ['100.00', 'goal met'], // slow readers
  ])
})

test('a run that measured nothing meets nothing', () => {
  const nothing = { ...sampleResults, loads: {}, streams: {}, bursts: {}, memory: {}, translated: {}, large: {}, slowReaders: undefined }
  expect(new Set(targetsOf(nothing).map(verdictOf))).toEqual(new Set(['not measured']))
})

test('memory that falls has not grown', () => {
  expect(growthOf([400, 390, 380])).toBe(0)
  expect(growthOf([400])).toBeUndefined()
})
