import { expect, test } from 'vitest'
import { wordsForOperators } from './words-for-operators'

test('the words of an upstream are bounded, and no words give null', () => {
  expect(wordsForOperators('CUDA out of memory', null)).toBe('CUDA out of memory')
  expect(wordsForOperators('x'.repeat(1_000_000), null)).toHaveLength(500)
  expect(wordsForOperators(undefined, 'key')).toBeNull()
  expect(wordsForOperators('', 'key')).toBeNull()
})

test('the credential that the upstream was sent is not in it, not even a part of it at the end', () => {
  const key = 'campus/secret+with=signs'
  expect(wordsForOperators(`wrong key ${key}, wrong key ${encodeURIComponent(key)}.`, key)).toBe('wrong key …, wrong key ….')
  for (let before = 480; before < 510; before++) expect(wordsForOperators('-'.repeat(before) + key, key)).not.toMatch(/campus|cam$|ca$/)
})

test.each([
  ['Authorization: Bearer abcdefgh12345678', 'abcdefgh12345678'],
  ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNz'],
  ['sent {"authorization":"Bearer abcdefgh12345678"}', 'abcdefgh'],
  ['the key sk-proj-abcdefgh12345678 is wrong', 'abcdefgh'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl expired', 'eyJzdWIiOiIxIn0'],
  ['{"api_key": "0123456789abcdef"}', '0123456789'],
  ["password='hunter2hunter2'", 'hunter2'],
  ['cannot reach http://user:hunter2@10.1.2.3/v1', 'hunter2'],
])('no credential of anybody stands in it: %s', (text, secret) => {
  const words = wordsForOperators(text, null)
  expect(words).not.toContain(secret)
  expect(words).toContain('…')
})

test('text that only resembles a credential is kept', () => {
  for (const text of [
    'max_tokens: 4096 is too large',
    'the task-oriented desk-jockey',
    'sk-up***eam',
    'maximum context length is 4096 tokens',
  ])
    expect(wordsForOperators(text, null)).toBe(text)
})
