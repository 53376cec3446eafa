import { expect, test } from 'vitest'
import { localInput } from '@/components/form/local-input'
import { expiryTime } from './expiry'

const now = new Date(2027, 0, 31, 20, 7)

test('presets count from now', () => {
  expect(expiryTime('never', '', now)).toBeNull()
  expect(expiryTime('hour', '', now)).toEqual(new Date(2027, 0, 31, 21, 7))
  expect(expiryTime('day', '', now)).toEqual(new Date(2027, 1, 1, 20, 7))
})

test('a month later is the same day, or the last one of a shorter month', () =>
  expect(expiryTime('month', '', now)).toEqual(new Date(2027, 1, 28, 20, 7)))

test('a chosen date comes back as it was written', () => {
  expect(localInput(now)).toBe('2027-01-31T20:07')
  expect(expiryTime('date', '2027-01-31T20:07', now)).toEqual(now)
  expect(expiryTime('date', '', now)).toBeUndefined()
})
