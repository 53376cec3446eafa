import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { admit } from '@/lib/ledger/turn/admit'
import { settle } from '@/lib/ledger/turn/settle'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, theEnd } from '@/tests/ledger'
import { stopRepeating } from './every'
import { makePartitions } from './make-partitions'
import { startRepeating } from './repeating'

beforeAll(async () => {
  await freshDatabase()
})

const months = async (): Promise<string[]> => {
  const { rows } = await pool().query(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'usage_records'::regclass and inhrelid::regclass::text ~ '\\d$' order by 1",
  )
  return rows.map(({ name }) => name)
}
let all: string[]

// The state after nobody has started this server for months.
beforeEach(async () => {
  all = await months()
  for (const name of all) await pool().query(`drop table ${name}`)
})
afterEach(stopRepeating)

it('the months of usage records are made at the start, not hours later', async () => {
  await startRepeating()
  expect(await months()).toEqual(all)
  expect(all).toHaveLength(4)
})

it('making them does not stop calls while a backup reads, and calls that came meanwhile stand in no later way', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 1n)
  const backup = await pool().connect()
  await backup.query('begin')
  await backup.query('select 1 from usage_records limit 1')
  const made = makePartitions().then(
    () => 'made',
    ({ code }) => code,
  )
  const waiting = vi.waitFor(
    async () => {
      const { rows } = await pool().query('select 1 from pg_locks where not granted')
      expect(rows).not.toEqual([])
    },
    { timeout: 10_000, interval: 5 },
  )
  await Promise.race([waiting.catch(() => undefined), made]) // It waits so briefly that a busy machine may miss it.
  expect(await admit(hold)).toEqual({ ok: true })
  await settle(theEnd(hold, 1n))
  await backup.query('commit')
  backup.release()
  expect(await made).toBe('55P03')
  await makePartitions()
  expect(await months()).toEqual(all)
  await settle(theEnd(hold, 1n))
  const { rows } = await pool().query('select tableoid::regclass::text as name from usage_records where id = $1', [hold.id])
  expect(rows).toEqual([{ name: all[0] }])
  expect(await verifyBooks()).toEqual([])
})
