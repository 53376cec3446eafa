import { expect, test } from 'vitest'
import { changesOf } from './changes'

test('only what differs is shown, at its own place', () => {
  const before = { name: 'a', price: { input: '2', output: '8' }, aliases: ['x'] }
  const after = { name: 'a', price: { input: '3', output: '8' }, aliases: ['x', 'y'] }
  expect(changesOf(before, after)).toEqual([
    { path: 'price.input', before: '2', after: '3' },
    { path: 'aliases', before: 'x', after: 'x, y' },
  ])
})

test('what was made or removed stands on one side only', () => {
  expect(changesOf(null, { name: 'a', limit: null, aliases: [] })).toEqual([{ path: 'name', before: undefined, after: 'a' }])
  expect(changesOf({ name: 'a' }, null)).toEqual([{ path: 'name', before: 'a', after: undefined }])
})
