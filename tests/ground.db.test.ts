import { afterAll, beforeAll, expect, it } from 'vitest'
import { bump, followVersions, onChange, stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { db } from '@/lib/db/prisma'
import { transaction } from '@/lib/db/transaction'
import { freshDatabase } from './database'

beforeAll(async () => {
  await freshDatabase()
  await followVersions()
})
afterAll(async () => {
  await stopFollowing()
  await db().$disconnect()
  await pool().end()
})

it('a change is told to every listener, of everything or of one row', async () => {
  const heard: unknown[] = []
  onChange('catalog', (change) => void heard.push(change?.id))
  await transaction((tx) => bump(tx, 'catalog', 'one'))
  await transaction((tx) => bump(tx, 'catalog', 2))
  await expect.poll(() => heard).toEqual(['one', '2'])
})

it('transfers and usage records cannot be edited', async () => {
  await pool().query(
    "insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount) values ('a', 'test', 'money', -2, -1, 5)",
  )
  for (const sql of ['update transfers set amount = 6', 'delete from transfers', 'truncate transfers'])
    await expect(pool().query(sql)).rejects.toThrow(/append-only/)
})
