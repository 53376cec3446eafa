import { expect, test } from 'vitest'
import * as z from 'zod'
import { readCursor, writeCursor } from './paging'

const place = z.tuple([z.int(), z.string()])

test('a cursor gives back what was put in', () => {
  expect(readCursor(writeCursor([7, '深圳']), place)).toEqual([7, '深圳'])
  expect(readCursor(undefined, place)).toBeUndefined()
})

test.each(['x', writeCursor([7]), writeCursor(['7', 'a']), writeCursor([7, 'a\0']), writeCursor([1e300, 'a'])])(
  'a cursor that no list gave is a fault of the request, never one of ours: %s',
  (cursor) => {
    expect(() => readCursor(cursor, place)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  },
)
