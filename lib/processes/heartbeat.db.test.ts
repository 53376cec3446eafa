import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { readiness } from '@/lib/boot/readiness'
import { followVersions, onChange, stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { sweep } from '@/lib/ledger/sweep/sweep'
import { admit } from '@/lib/ledger/turn/admit'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, balancesOf } from '@/tests/ledger'
import { endProcess, startProcess } from './heartbeat'
import { processId } from './process-id'

let other: pg.Client
beforeAll(async () => {
  other = new pg.Client({ connectionString: await freshDatabase() })
  await other.connect()
  await followVersions()
})
afterAll(async () => {
  await stopFollowing()
  await other.end()
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Takes every connection that reports can have, while others wait for one. */
async function fillCommonPool(): Promise<() => Promise<void>> {
  const reports = Promise.allSettled(Array.from({ length: 30 }, () => pool().query('select pg_sleep(600)')))
  await vi.waitFor(() => expect(pool().waitingCount).toBeGreaterThan(0))
  return async () => {
    const cancel = "select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(600)'"
    const cancelling = setInterval(() => void other.query(cancel), 50)
    await reports
    clearInterval(cancelling)
  }
}
const lastBeat = async () => (await other.query('select heartbeat_at from processes where id = $1', [processId()])).rows[0].heartbeat_at

it('while reports have all common connections, a process lives, sweeps, follows changes and is ready', async () => {
  await startProcess()
  const person = await aPerson({ cash: 10n })
  await admit(aHold(person, 4n))
  await other.query("insert into processes (id, folder, ended_at) values ('prs_gone', 'gone:/data', now())")
  await other.query("update hold_groups set process_id = 'prs_gone'")
  const told = vi.fn()
  onChange('settings', told)
  const before = await lastBeat()
  const end = await fillCommonPool()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    await vi.waitFor(async () => expect(await lastBeat()).not.toEqual(before), 15_000)
    expect(await sweep()).toBe(1)
    expect(await readiness()).toMatchObject({ ready: true })
    await other.query("update versions set version = version + 1 where name = 'settings'") // The notification of this change is lost.
    await vi.waitFor(() => expect(told).toHaveBeenCalled(), 10_000)
  } finally {
    await end()
  }
  expect(await balancesOf(person)).toMatchObject({ cash: 10n, held: 0n })
  await endProcess()
})
