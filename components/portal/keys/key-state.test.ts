import { expect, test } from 'vitest'
import { keyState } from './key-state'

const now = Date.parse('2026-11-22T12:00:00Z')
const key = { enabled: true, expiresAt: null, spent: 0, spendLimit: null }

test('a key says the first reason why it does not work', () => {
  expect(keyState(key, now)).toBe('on')
  expect(keyState({ ...key, expiresAt: '2026-11-22T14:00:00Z' }, now)).toBe('expiring')
  expect(keyState({ ...key, spent: 2, spendLimit: 2 }, now)).toBe('usedUp')
  expect(keyState({ ...key, expiresAt: '2026-11-22T12:00:00Z', spent: 3, spendLimit: 2 }, now)).toBe('expired')
  expect(keyState({ ...key, enabled: false, expiresAt: '2020-01-01T00:00:00Z' }, now)).toBe('off')
  expect(keyState({ ...key, enabled: false, stoppedReason: 'sold' }, now)).toBe('stopped')
})
