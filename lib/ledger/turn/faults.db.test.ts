import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { startProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, seeded, theEnd } from '@/tests/ledger'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import { flushSettlements } from './flush-settlements'
import { settle } from './settle'

const breaks = process.env.FULL ? 500 : 20
let url: string

beforeAll(async () => {
  url = await freshDatabase()
  await startProcess()
})

it(`while the database breaks ${breaks} connections, every admitted call is charged once, and nothing stays held`, async () => {
  const random = seeded(7)
  const people = await Promise.all(Array.from({ length: 10 }, () => aPerson({ cash: 1_000_000n, granted: 50n })))
  const limitId = await aLimit(null)
  const killer = new pg.Client({ connectionString: url })
  await killer.connect()
  let broken = 0
  let over = false
  const breaking = (async () => {
    while (!over) {
      const { rowCount } = await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and (query like '%from wallets where id = any%' or query like '%hold_groups%' or query like '%usage_records%') order by random() limit 1`,
      )
      broken += rowCount ?? 0
      await new Promise((done) => setTimeout(done, 15 + random() * 40))
    }
  })()

  let charged = 0
  const caller = async () => {
    while (broken < breaks) {
      const person = people[Math.floor(random() * people.length)]
      if (!person) return
      const hold = aHold(person, 10n, { limitId })
      try {
        if (!(await admit(hold)).ok) continue
      } catch {
        continue // The caller gets 503, and nothing may stay held.
      }
      await settle(theEnd(hold, 1n))
      charged++
    }
  }
  await Promise.all(Array.from({ length: 64 }, caller))
  over = true
  await breaking
  await killer.end()
  await flushSettlements()

  expect(charged).toBeGreaterThan(0)
  const balances = await Promise.all(people.map(balancesOf))
  expect(balances.map(({ held }) => held)).toEqual(people.map(() => 0n))
  const spent = balances.reduce((sum, { cash, granted }) => sum + 1_000_050n - cash - granted, 0n)
  expect(spent).toBe(BigInt(charged))
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select count(*)::int as held from open_holds')
  expect(rows[0].held).toBe(0)
}, 600_000)
