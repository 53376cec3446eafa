import { beforeAll, expect, it } from 'vitest'
import { pool } from '../../lib/db/pool.ts'
import { verifyBooks } from '../../lib/ledger/wallet/verify-books.ts'
import { freshDatabase } from '../../tests/database'
import { seedDemo } from './seed.ts'

beforeAll(freshDatabase)

it('the invented campus makes its calls, and its books are right', async () => {
  const seeded = await seedDemo(() => {}, 300)
  expect(seeded?.calls).toBe(300)
  const { rows } = await pool().query('select count(*)::int as calls, count(*) filter (where charge > 0)::int as paid from usage_records')
  expect(rows[0].calls).toBe(300)
  expect(rows[0].paid).toBeGreaterThan(200)
  expect(await verifyBooks()).toEqual([])
  const { rows: outbox } = await pool().query('select distinct state from mails order by 1')
  expect(outbox.map(({ state }) => state)).toEqual(['failed', 'kept', 'sent'])
  expect((await pool().query('select 1 from jobs')).rows).toEqual([])
  expect(await seedDemo(() => {}, 300)).toBeNull()
})
