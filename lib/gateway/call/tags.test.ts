import { expect, it } from 'vitest'
import { tagsOf } from './tags'

it('keeps what a call is called by, within bounds', () => {
  expect(tagsOf({ model: 'm', messages: [] })).toBe(null)
  expect(tagsOf({ metadata: null })).toBe(null)
  expect(tagsOf({ metadata: {} })).toBe(null)
  expect(tagsOf({ metadata: { project: 'atlas' }, user: 'ann', safety_identifier: 'h1' })).toEqual({
    project: 'atlas',
    user: 'ann',
    safety_identifier: 'h1',
  })
  expect(tagsOf({ metadata: { user_id: 'u1' } })).toEqual({ user_id: 'u1' })
})

it.each([
  ['text', 'a text'],
  ['a list', ['a', 'b']],
  ['values that are no texts', { a: 1, b: { c: 'd' }, e: null, f: ['g'] }],
  ['names and values that are too long', { ['n'.repeat(65)]: 'v', n: 'v'.repeat(513), '': 'v', empty: '' }],
])('leaves out %s', (_, metadata) => {
  expect(tagsOf({ metadata, user: 7 })).toBe(null)
})

it('keeps no more pairs than OpenAI takes', () => {
  const metadata = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`n${at}`, 'v']))
  expect(Object.keys(tagsOf({ metadata }) ?? {})).toHaveLength(16)
})
