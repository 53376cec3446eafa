import { beforeAll, expect, it } from 'vitest'
import { GET as read } from '@/app/api/admin/audit/route'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { audit } from './audit'
import { eraseAudit } from './erase-audit'

closePortalAfterwards()
let owner: TestUser
let operator: TestUser

beforeAll(async () => {
  await bootPortal()
  owner = await newUser({ role: 'owner', username: 'Owner.One' })
  operator = await newUser({ role: 'operator', username: 'operator.two' })
})

const entry = (actor: number | null, action: string, subject: string, after: unknown = null) =>
  transaction((tx) => audit(tx, { actor: { id: actor }, action, subject, after }))
const old = (action: string, days: number) =>
  pool().query('insert into audit_entries (id, time, action) values ($1, now() - make_interval(days => $2), $3)', [
    `aud_${action}_${days}`,
    days,
    action,
  ])
const asked = async (query: Record<string, string>) => {
  const { json } = await call(read, { token: owner.token, query })
  return (json.entries as { action: string }[]).map(({ action }) => action)
}

it('is searched by who, what, whom and when', async () => {
  await entry(owner.user.id, 'user.change', 'user:7')
  await entry(operator.user.id, 'codes.create', 'batch:b')
  await entry(null, 'wallet.close_month', 'month:2026-01')
  expect(await asked({ actor: 'owner.one' })).toEqual(['user.change'])
  expect(await asked({ actor: 'system' })).toEqual(['wallet.close_month'])
  expect(await asked({ actor: 'nobody' })).toEqual([])
  expect(await asked({ subject: 'user:' })).toEqual(['user.change'])
  expect(await asked({ subject: 'user:7', action: 'user.' })).toEqual(['user.change'])
  expect(await asked({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
  expect((await call(read, { token: operator.token, query: { actr: 'x' } })).status).toBe(400)
})

it('is exported whole, however long it is, and no cell is a formula', async () => {
  await pool().query(
    "insert into audit_entries (id, action, subject, after) select 'aud_n' || n, 'user.change', '=1+1', '{\"n\":1}' from generate_series(1, 2500) n",
  )
  const response = await read(
    new Request('http://portal.test/api?format=csv&subject=%3D1%2B1', {
      headers: { host: 'portal.test', authorization: `Bearer ${owner.token}` },
    }),
  )
  expect(response.headers.get('content-type')).toContain('text/csv')
  const lines = (await response.text()).trim().split('\r\n')
  expect(lines).toHaveLength(2501)
  expect(lines[0]).toContain('time,id,actorId,actor,action,subject')
  expect(lines.slice(1).every((line) => line.includes(",'=1+1,"))).toBe(true)
})

it('is kept for half a year by the database itself, and erased after that with a word of it', async () => {
  await old('user.change', 182)
  await old('user.change', 184)
  await old('wallet.close_month', 4000)
  const refused = pool().query("delete from audit_entries where id = 'aud_user.change_182'")
  await expect(refused).rejects.toThrow('append-only')
  await expect(pool().query("update audit_entries set action = 'x' where id = 'aud_user.change_184'")).rejects.toThrow('append-only')
  await expect(pool().query('truncate audit_entries')).rejects.toThrow('append-only')
  expect(await eraseAudit(400)).toBe(0)
  expect(await eraseAudit(1)).toBe(1)
  const { rows } = await pool().query("select id from audit_entries where time < now() - interval '100 days' order by id")
  expect(rows.map(({ id }) => id)).toEqual(['aud_user.change_182', 'aud_wallet.close_month_4000'])
  expect(await asked({ action: 'audit.erase' })).toEqual(['audit.erase'])
})
