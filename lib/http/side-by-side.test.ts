import { expect, it } from 'vitest'
import { sideBySide } from './side-by-side'

const turn = () => new Promise((done) => setImmediate(done))

it('one user has six requests running and the others wait in order; other users do not notice', async () => {
  const ends: (() => void)[] = []
  const began: number[] = []
  const slow = (n: number) =>
    sideBySide(1, () => {
      began.push(n)
      return new Promise<void>((end) => ends.push(end))
    })
  const all = Array.from({ length: 206 }, (_, n) => slow(n))
  await turn()
  expect(began).toEqual([0, 1, 2, 3, 4, 5])
  await expect(slow(206)).rejects.toMatchObject({ code: 'rate_limit_exceeded' })
  expect(await sideBySide(2, async () => 'served')).toBe('served')
  ends[3]?.()
  await turn()
  expect(began.at(-1)).toBe(6)
  for (let n = 0; n < 206; n++) {
    ends[n]?.()
    await turn()
  }
  await Promise.all(all)
  expect(began).toEqual(Array.from({ length: 206 }, (_, n) => n))
  await expect(sideBySide(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await sideBySide(1, async () => 'served')).toBe('served')
})
