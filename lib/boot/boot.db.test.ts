import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { endProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { boot } from './boot'
import { stopRepeating } from './every'
import { patiently } from './patiently'

const late = () => Promise.reject(new Error('timeout exceeded when trying to connect'))

beforeAll(async () => {
  await freshDatabase()
})
afterAll(async () => {
  stopRepeating()
  await endProcess()
  await stopFollowing()
})

it('a database that answers late does not end the start', async () => {
  const query = vi.spyOn(pool(), 'query').mockImplementationOnce(late).mockImplementationOnce(late)
  await boot()
  expect(query.mock.calls.length).toBeGreaterThan(2)
  const { rows } = await pool().query('select ended_at from processes')
  expect(rows).toEqual([{ ended_at: null }])
})

it('what will not pass later ends it at once, and a minute of silence does too', async () => {
  const wrong = vi.fn().mockRejectedValue(new Error('ADMIN_PASSWORD: at least 12 characters'))
  await expect(patiently(wrong)).rejects.toThrow('ADMIN_PASSWORD')
  expect(wrong).toHaveBeenCalledTimes(1)
  vi.useFakeTimers()
  const silent = patiently(late).catch((error: Error) => error.message)
  await vi.advanceTimersByTimeAsync(65_000)
  expect(await silent).toMatch(/timeout exceeded/)
  vi.useRealTimers()
})
