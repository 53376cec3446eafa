import { expect, test } from 'vitest'
import type { TargetHealth } from '@/lib/gateway/schema'
import { stateOf } from './upstream-state'

const line = { enabled: true, models: ['m'] }
const health = (...states: TargetHealth['state'][]) => ({
  upstream: 'ups_1',
  name: 'lab',
  running: 0,
  waiting: 0,
  waitMs: 0,
  targets: states.map((state) => ({ state }) as TargetHealth),
})

test('an upstream has the state of its worst target', () => {
  expect(stateOf(line, health('closed', 'closed')).word).toBe('on')
  expect(stateOf(line, health('closed', 'open')).word).toBe('partlyOpen')
  expect(stateOf(line, health('open', 'off')).word).toBe('open')
  expect(stateOf(line, health('half_open', 'resting')).word).toBe('halfOpen')
  expect(stateOf(line, health('closed', 'resting')).word).toBe('resting')
})

test('switched off and unused take precedence over the state of targets', () => {
  expect(stateOf({ ...line, enabled: false }, health('open')).word).toBe('off')
  expect(stateOf({ ...line, models: [] }, undefined).word).toBe('unused')
})
