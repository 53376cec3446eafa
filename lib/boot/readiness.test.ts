import { expect, it, vi } from 'vitest'

const query = vi.hoisted(() => vi.fn())
vi.mock('@/lib/db/vital-pool', () => ({ vitalPool: () => ({ query }) }))
vi.mock('./draining', () => ({ draining: () => ({ since: undefined }) }))
const { readiness } = await import('./readiness')

it('many questions at once cost one query, and the next question asks again', async () => {
  query.mockImplementation(() => new Promise((done) => setImmediate(done)))
  const answers = await Promise.all(Array.from({ length: 500 }, readiness))
  expect(answers.every(({ ready }) => ready)).toBe(true)
  expect(query).toHaveBeenCalledTimes(1)
  query.mockRejectedValue(new Error('away'))
  expect(await readiness()).toEqual({ ready: false, checks: { database: 'failed', server: 'ok' } })
})
