import format from 'icu-minify/format'
import { expect, test } from 'vitest'
import { locales } from '@/lib/locales'
import { compiledMessages, loadMessages } from './load-messages'

test('pages get sentences that need no parser, and say the same', () => {
  const { steps } = loadMessages('en').dashboard ?? {}
  expect(compiledMessages('en').dashboard?.steps).toBe(steps)
  const sentence = compiledMessages('en').dashboard?.stepsDone
  expect(Array.isArray(sentence)).toBe(true)
  expect(format(sentence as Parameters<typeof format>[0], 'en', { done: 2, all: 3 }, {} as never)).toMatch(/2.*3/)
})

test('a sentence with a bare angle bracket is shown as it stands', () => {
  expect(compiledMessages('en').errors?.key_missing).toBe(loadMessages('en').errors?.key_missing)
  expect(compiledMessages('en').errors?.key_missing).toContain('<API key>')
})

test('what pages get can be sent to the browser, which takes plain objects only', () => {
  const prototypes = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? [Object.getPrototypeOf(value), ...Object.values(value).flatMap(prototypes)] : []
  for (const locale of locales) expect(new Set(prototypes(compiledMessages(locale)))).toEqual(new Set([Object.prototype, Array.prototype]))
})
