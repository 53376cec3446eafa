import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { vitalPool } from '@/lib/db/vital-pool'
import { admit } from '@/lib/ledger/turn/admit'
import { endProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson } from '@/tests/ledger'
import { boot } from './boot'
import { stopRepeating } from './every'
import { patiently } from './patiently'

const late = () => Promise.reject(new Error('timeout exceeded when trying to connect'))

beforeAll(async () => {
  await freshDatabase()
  // Another process left a hold that nobody can settle, because the database refuses it.
  const [stuck, other] = [await aPerson({ cash: 10n }), await aPerson({ cash: 10n })]
  await admit(aHold(stuck, 5n))
  await admit(aHold(other, 5n))
  await pool().query("update hold_groups set process_id = 'prs_gone'")
  await pool().query('update wallets set held = 0 where id = $1', [stuck.walletId])
  // The database was restored from a cluster that had counted many more transactions.
  await pool().query("update facts set value = '7:1000000000000' where name = 'usage_rolled_xid'")
})
afterAll(async () => {
  stopRepeating()
  await endProcess()
  await stopFollowing()
})

it('neither a late database nor a call that cannot be settled stops the start', async () => {
  const query = vi.spyOn(vitalPool(), 'query').mockImplementationOnce(late).mockImplementationOnce(late)
  await boot()
  expect(query.mock.calls.length).toBeGreaterThan(2)
  const { rows } = await pool().query('select ended_at from processes')
  expect(rows).toEqual([{ ended_at: null }])
  expect((await pool().query('select process_id from open_holds')).rows).toEqual([{ process_id: 'prs_gone' }])
  expect((await pool().query("select from usage_records where error_code = 'interrupted'")).rowCount).toBe(1)
})

it('a call that ends with the start is in the hourly sums, also in a restored database', async () => {
  await vi.waitFor(async () => expect((await pool().query('select calls from usage_hours')).rows).toEqual([{ calls: 1 }]), 20_000)
})

it('an error that will not go away stops the start at once, and so does a minute without an answer', async () => {
  const wrong = vi.fn().mockRejectedValue(new Error('ADMIN_PASSWORD: at least 12 characters'))
  await expect(patiently(wrong)).rejects.toThrow('ADMIN_PASSWORD')
  expect(wrong).toHaveBeenCalledTimes(1)
  vi.useFakeTimers()
  const silent = patiently(late).catch((error: Error) => error.message)
  await vi.advanceTimersByTimeAsync(65_000)
  expect(await silent).toMatch(/timeout exceeded/)
  vi.useRealTimers()
})
