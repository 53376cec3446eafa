import { expect, test } from 'vitest'
import { highestThatHolds, ladderTo } from './highest.ts'

const search = async (highest: number) => {
  const looked: number[] = []
  const look = async (step: number) => {
    looked.push(step)
    return step
  }
  return { found: await highestThatHolds(ladderTo(3100), look, (step) => step <= highest), looked }
}

test.each([
  [100, 100],
  [799, 700],
  [1600, 1600],
  [5000, 3100],
])('of rates that hold up to %i the search finds %i in five looks', async (highest, expected) => {
  const { found, looked } = await search(highest)
  expect(found).toBe(expected)
  expect(looked.length).toBeLessThanOrEqual(5)
})

test('where no rate holds, none is found', async () => expect((await search(99)).found).toBeUndefined())
