import { expect, test } from 'vitest'
import { lastErrorsOf, rememberError } from './last-errors'

const fault = (n: number, reason = 'status_500') => ({ time: new Date(n), status: 500, reason, words: `words ${n}`, callId: `call_${n}` })
const idsOf = (target: string) => lastErrorsOf(target).map(({ callId }) => callId)

test('a target keeps its last twenty, newest first', () => {
  expect(lastErrorsOf('none')).toEqual([])
  for (let n = 1; n <= 25; n++) rememberError('twenty', fault(n))
  expect(idsOf('twenty')).toEqual(Array.from({ length: 20 }, (_, i) => `call_${25 - i}`))
})

test('refused requests of a caller do not push out faults, and faults do not push out all refusals', () => {
  for (let n = 1; n <= 5; n++) rememberError('mixed', fault(n))
  for (let n = 100; n < 1000; n++) rememberError('mixed', fault(n, 'refused'))
  expect(idsOf('mixed')).toContain('call_1')
  expect(lastErrorsOf('mixed')).toHaveLength(20)
  expect(idsOf('mixed')[0]).toBe('call_999')
  for (let n = 2000; n < 3000; n++) rememberError('mixed', fault(n))
  expect(lastErrorsOf('mixed').filter(({ reason }) => reason === 'refused')).toHaveLength(10)
  expect(idsOf('mixed').slice(0, 2)).toEqual(['call_2999', 'call_2998'])
})

test('all targets together keep at most 2 000, those that failed last', () => {
  for (let n = 0; n < 200; n++) for (let i = 0; i < 20; i++) rememberError(`many-${n}`, fault(i))
  const sizes = Array.from({ length: 200 }, (_, n) => lastErrorsOf(`many-${n}`).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2000)
  expect(sizes.slice(100)).toEqual(Array.from({ length: 100 }, () => 20))
})
