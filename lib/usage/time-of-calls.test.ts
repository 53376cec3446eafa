import { expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { timeOfCalls } from './time-of-calls'

test('the records of calls are looked for around the moments when their ids were made', () => {
  const ids = [newId('call', 2_000_000), newId('call', 1_000_000)]
  expect(timeOfCalls(ids)).toEqual([new Date(940_000), new Date(2_060_000)])
})

test('an id that is not ours has no time', () => {
  expect(timeOfCalls(['nonsense'])).toBeUndefined()
  expect(timeOfCalls([newId('call'), 'nonsense'])).toBeUndefined()
  expect(timeOfCalls([])).toBeUndefined()
})
