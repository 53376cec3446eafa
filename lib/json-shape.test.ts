import { expect, it } from 'vitest'
import { hasLongNumber, outgrows } from './json-shape'

const most = { depth: 4, values: 10 }
const judge = (text: string) => outgrows(Buffer.from(text), most)

it('depth and number of values are counted from the bytes, and text in strings does not count', () => {
  expect(judge('[[[[1]]]]')).toBeUndefined()
  expect(judge('[[[[[')).toBe('depth')
  expect(judge(`{"a":${'['.repeat(4)}`)).toBe('depth')
  expect(judge(`[${'0,'.repeat(8)}0]`)).toBeUndefined()
  expect(judge(`[${'{},'.repeat(8)}0]`)).toBe('values')
  expect(judge(`["${'[,{'.repeat(50)}"]`)).toBeUndefined()
  expect(judge(`["\\"${'['.repeat(50)}\\\\","${'{'.repeat(50)}"]`)).toBeUndefined()
  expect(judge(`["\\\\",${'['.repeat(50)}`)).toBe('depth')
  expect(judge('"无尽[[[[[[')).toBeUndefined()
  expect(judge('"\\')).toBeUndefined()
})

it('brackets in strings and few bytes do not hide what outgrows', () => {
  const roomy = { depth: 4, values: 100 }
  expect(outgrows(Buffer.from('["]]]]]",[[[[1]]]]]'), roomy)).toBe('depth')
  expect(outgrows(Buffer.from('["[[[[[",[[[1]]]]'), roomy)).toBeUndefined()
  expect(outgrows(Buffer.from('[[[[1]]]]'), roomy)).toBeUndefined()
  expect(outgrows(Buffer.from('[[{"a":[[1]]}]]'), roomy)).toBe('depth')
  for (let items = 90; items < 110; items++)
    expect(outgrows(Buffer.from(`[${Array(items).fill(0)}]`), roomy), `${items}`).toBe(items < 100 ? undefined : 'values')
})

it('strings of any length, with any escapes, hide what is in them and nothing behind them', () => {
  for (let length = 0; length < 200; length++)
    for (const piece of ['x', '\\"', '\\\\', 'x\\"', '无', '\\u005b', '[\\"{']) {
      const text = piece.repeat(length)
      expect(judge(`["${text}"]`), `${piece} ${length}`).toBeUndefined()
      expect(judge(`["${text}","${text}",[[[`), `${piece} ${length}`).toBeUndefined()
      expect(judge(`["${text}","${text}",[[[[`), `${piece} ${length}`).toBe('depth')
      expect(judge(`["${text}\\"[[[[[[`), `${piece} ${length}`).toBeUndefined()
    }
})

it('sixteen digits in a row are found wherever they stand, and fewer are not', () => {
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: Math.ceil(Math.random() * 60) }, () => (Math.random() < 0.93 ? '7' : 'x')).join('')
    expect([text, hasLongNumber(Buffer.from(text))]).toEqual([text, /\d{16}/.test(text)])
  }
})
