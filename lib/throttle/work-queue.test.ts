import { expect, it } from 'vitest'
import { workQueue } from './work-queue'

it('at most so many run at once, all get their turn, and too many are turned away', async () => {
  const inTurn = workQueue(2, 3)
  let running = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++running)
    await new Promise((done) => setTimeout(done, 5))
    running--
    if (most > 2) throw new Error('too many at once')
  }
  const all = await Promise.allSettled(Array.from({ length: 7 }, () => inTurn(work)))
  expect(most).toBe(2)
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  await expect(inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(inTurn(async () => 1)).resolves.toBe(1)
})
