import { expect, test, vi } from 'vitest'
import { neighbours } from './neighbours'

const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
const of = (openId: string | null, open = vi.fn()) => neighbours(rows, ({ id }) => id, openId, open)

test('from a row one goes on to the one before and the one after', () => {
  const open = vi.fn()
  const { row, onPrevious, onNext } = of('b', open)
  expect(row).toBe(rows[1])
  onPrevious?.()
  onNext?.()
  expect(open.mock.calls).toEqual([['a'], ['c']])
})

test('nothing comes before the first, after the last, or around a row that is not in the list', () => {
  expect(of('a').onPrevious).toBeUndefined()
  expect(of('c').onNext).toBeUndefined()
  for (const openId of [null, 'gone']) expect(of(openId)).toEqual({ row: undefined, onPrevious: undefined, onNext: undefined })
  expect(neighbours(undefined, ({ id }: { id: string }) => id, 'a', vi.fn()).row).toBeUndefined()
})
