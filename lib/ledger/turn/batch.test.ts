import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { batch, pairOfBatches } from './batch'

/** Runs that wait until they are released, and the items that each was given. */
function gates<T>() {
  const groups: T[][] = []
  const open: (() => void)[] = []
  const run = async (items: T[]): Promise<T[]> => {
    groups.push(items)
    await new Promise<void>((done) => open.push(done))
    return items
  }
  return { groups, run, next: () => open.shift()?.() }
}

it('what comes in one turn or while a group runs shares the next, up to so many', async () => {
  const { groups, run, next } = gates<number>()
  const { add, idle } = batch(run, { max: 3 })
  const answers = [add(1), add(2)]
  await sleep(1)
  for (const one of [3, 4, 5, 6, 7]) answers.push(add(one))
  for (let turn = 0; turn < 3; turn++) {
    next()
    await sleep(1)
  }
  expect(groups).toEqual([
    [1, 2],
    [3, 4, 5],
    [6, 7],
  ])
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6, 7])
  await idle()
})

it('items that were in a group before go before the others', async () => {
  const { groups, run, next } = gates<string>()
  const { add } = batch(run, { max: 2 })
  void add('first')
  await sleep(1)
  for (const one of ['a', 'b']) void add(one)
  void add('again', true)
  next()
  await sleep(1)
  expect(groups[1]).toEqual(['again', 'a'])
  next()
  await sleep(1)
  next()
})

it('a slow group is overtaken by as many groups as there are lanes', async () => {
  const { groups, run, next } = gates<number>()
  const { add, idle } = batch(run, { lanes: 2, patienceMs: 20 })
  void add(1)
  await sleep(1)
  void add(2)
  expect(groups).toEqual([[1]])
  await vi.waitFor(() => expect(groups).toEqual([[1], [2]]), 10_000)
  void add(3)
  await sleep(60)
  expect(groups).toHaveLength(2)
  next()
  await vi.waitFor(() => expect(groups).toEqual([[1], [2], [3]]), 10_000)
  next()
  next()
  await idle()
})

it('a failing group fails only its own items, and an answer may go on alone', async () => {
  let runs = 0
  const { add, idle } = batch<string, string>(
    async (items) => {
      if (++runs === 1) throw new Error('no')
      return items.map((item) => (item === 'slow' ? sleep(20, 'late') : item))
    },
    { max: 2 },
  )
  const outcomes = await Promise.allSettled([add('a'), add('b'), add('slow'), add('c')])
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(['failed', 'failed', 'late', 'c'])
  await idle()
})

it('what comes from the network has its turn while a large group is answered', async () => {
  const { add, idle } = batch(async (items: number[]) => items)
  let answered = 0
  let seen = -1
  const all = Array.from({ length: 64 }, (_, one) => add(one).then(() => ++answered))
  void all[0]?.then(() => setImmediate(() => (seen = answered)))
  await Promise.all(all)
  expect(seen).toBeGreaterThan(0)
  expect(seen).toBeLessThan(64)
  await idle()
})

it('two kinds share their groups, and each gets its own answers', async () => {
  const asked: string[] = []
  const late = Promise.withResolvers<void>()
  const [numbers, words] = pairOfBatches<number, number, string, string>({
    first: async (items) => {
      asked.push(`${items.length} of one`)
      return items
    },
    second: async (items) => {
      asked.push(`${items.length} of the other`)
      return items
    },
    both: (ones, others) => {
      asked.push(`${ones.length} and ${others.length}`)
      return [Promise.resolve(ones), late.promise.then(() => others)]
    },
    max: 200,
    lanes: 1,
    patienceMs: 25,
  })
  const word = words.add('x')
  expect(await Promise.all([numbers.add(1), numbers.add(2)])).toEqual([1, 2]) // They do not wait for the word.
  late.resolve()
  expect(await word).toBe('x')
  expect(await numbers.add(3)).toBe(3)
  expect(await words.add('y')).toBe('y')
  expect(asked).toEqual(['2 and 1', '1 of one', '1 of the other'])
})
