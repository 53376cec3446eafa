import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { saveGroup } from '@/lib/catalog/edit/save-group'
import { followVersions, stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { db } from '@/lib/db/prisma'
import { freshDatabase } from '@/tests/database'
import { changeKey } from './change-key'
import type { KeyOwner } from './check-key'
import { createKeys } from './create-keys'
import { deleteKey } from './delete-key'
import { keyBySecret } from './key-by-secret'
import { keyById, listKeys } from './list-keys'
import { revealKey } from './reveal-key'
import { type CreateKeys, changeKeyInput, createKeysInput } from './schema'
import { flushTouches, touchKey } from './touch-key'

let other: pg.Client
const owner = { id: 0, group: 'default' }
const stranger = { id: 0, group: 'default' }
const by = { id: null }
const here = '192.0.2.1'

beforeAll(async () => {
  const url = await freshDatabase()
  await ensureBuiltins()
  await catalogReady()
  await followVersions()
  other = new pg.Client({ connectionString: url })
  await other.connect()
  for (const person of [owner, stranger]) {
    const { id } = await db().user.create({ data: { username: `user${Math.random()}`, usernameKey: `user${Math.random()}` } })
    person.id = id
  }
})
afterAll(async () => {
  await other.end()
  await stopFollowing()
  await db().$disconnect()
  await pool().end()
})

const create = async (input: unknown, person: KeyOwner = owner) =>
  createKeys({ owner: person, by, input: createKeysInput.parse(input) as CreateKeys })
async function one(input: object = {}) {
  const [key] = await create({ name: 'test', ...input })
  if (!key) throw new Error('no key')
  return key
}
const change = (id: string, input: unknown, person: KeyOwner = owner) =>
  changeKey({ owner: person, by, id, input: changeKeyInput.parse(input) })

describe('API keys', () => {
  it('are made one or many at once, in parallel, each with its own secret and spend limit', async () => {
    const made = (await Promise.all(Array.from({ length: 8 }, () => create({ name: 'many', count: 5, spendLimit: '1.000000001' })))).flat()
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(40)
    expect(made.map(({ name }) => name)).toContain('many-5')
    expect(JSON.stringify(made[0])).toContain('"spendLimit":1.000000001')
    for (const { secret, id } of made)
      expect(await keyBySecret(secret, here)).toMatchObject({ ok: true, key: { id, ceilingNanos: 1_000_000_001n } })
  })

  it('end at a thousand of one user, also when they are made at once', async () => {
    const [{ id }] = (await pool().query("insert into users (username, username_key) values ('hoarder', 'hoarder') returning id")).rows as [
      { id: number },
    ]
    const hoard = () =>
      createKeys({ owner: { id, group: 'default' }, by, input: createKeysInput.parse({ name: 'k', count: 100 }) as CreateKeys })
    for (let made = 0; made < 900; made += 100) await hoard()
    const ended = await Promise.allSettled([hoard(), hoard(), hoard()])
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'too_many_keys' } })
  })
  it('are listed page by page without secrets', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listKeys({ userId: owner.id, cursor, limit: 7 })
      expect(JSON.stringify(page)).not.toContain('secret')
      seen.push(...page.keys.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    const { rows } = await pool().query('select id from api_keys where user_id = $1', [owner.id])
    expect(seen.sort()).toEqual(rows.map(({ id }) => id).sort())
  })

  it('of somebody else are missing ones, for reading, changing, deleting and revealing', async () => {
    const { id } = await one()
    const foreign = { userId: stranger.id, by, id }
    for (const attempt of [keyById, (given: typeof foreign) => change(given.id, { name: 'mine' }, stranger), deleteKey, revealKey])
      await expect(attempt(foreign)).rejects.toMatchObject({ code: 'not_found' })
    expect((await keyById({ userId: owner.id, id })).name).toBe('test')
  })

  it('answer at once when they were asked for lately, and a change counts from the next call on', async () => {
    const { id, secret } = await one()
    expect(keyBySecret(secret, here)).toBeInstanceOf(Promise)
    await keyBySecret(secret, here)
    expect(keyBySecret(secret, here)).toMatchObject({ ok: true, key: { enabled: true } })
    await change(id, { enabled: false, spendLimit: 2, models: ['eliza'], allowedIps: ['10.0.0.0/8'], rateLimit: { rpm: 3 } })
    expect(await keyBySecret(secret, here)).toMatchObject({
      key: { enabled: false, ceilingNanos: 2_000_000_000n, models: ['eliza'], allowedIps: ['10.0.0.0/8'], limits: { rpm: 3, tpm: null } },
    })
    await change(id, { enabled: true, spendLimit: null, models: null, allowedIps: [], rateLimit: null })
    expect(await keyBySecret(secret, here)).toMatchObject({
      key: { enabled: true, ceilingNanos: null, models: null, allowedIps: [], limits: { rpm: null } },
    })
  })

  it('that another process changes are read again within a second', async () => {
    const { id, secret } = await one()
    await keyBySecret(secret, here)
    await other.query('begin')
    await other.query('update api_keys set enabled = false where id = $1', [id])
    const { rows } = await other.query("update versions set version = version + 1 where name = 'keys' returning version")
    await other.query("select pg_notify('atrium', json_build_object('name', 'keys', 'version', $1::text, 'id', $2::text)::text)", [
      rows[0].version,
      id,
    ])
    expect(keyBySecret(secret, here)).toMatchObject({ key: { enabled: true } })
    await other.query('commit')
    await expect.poll(async () => keyBySecret(secret, here), { timeout: 2500, interval: 20 }).toMatchObject({ key: { enabled: false } })
  })

  it('stop working when deleted, and say so', async () => {
    const { id, secret } = await one()
    await keyBySecret(secret, here)
    await deleteKey({ userId: owner.id, by, id })
    expect(await keyBySecret(secret, here)).toEqual({ ok: false, reason: 'deleted' })
    await expect(revealKey({ userId: owner.id, by, id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteKey({ userId: owner.id, by, id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('that were mistyped are told from unknown ones without a look-up', async () => {
    const { secret } = await one()
    const typo = secret.slice(0, -1) + (secret.endsWith('a') ? 'b' : 'a')
    expect(keyBySecret(typo, here)).toEqual({ ok: false, reason: 'bad_checksum' })
    expect(keyBySecret('nonsense', here)).toEqual({ ok: false, reason: 'malformed' })
    expect(await keyBySecret('3f2b8c1e-9d4a-4f6b-8a7c-1e2d3c4b5a69', here)).toEqual({ ok: false, reason: 'unknown' })
  })

  it('are revealed to their owner, audited, and unreadable in the database', async () => {
    const { id, secret } = await one()
    expect(await revealKey({ userId: owner.id, by: { id: owner.id, address: '10.0.0.9', requestId: 'req_1' }, id })).toBe(secret)
    const entry = await db().auditEntry.findFirst({ where: { action: 'key.reveal', subject: `key:${id}` } })
    expect(entry).toMatchObject({ actorId: owner.id, address: '10.0.0.9', requestId: 'req_1' })
    const stored = JSON.stringify([
      await db().apiKey.findFirst({ where: { id }, omit: { hash: false, sealed: false } }),
      await db().auditEntry.findMany(),
    ])
    expect(stored).not.toContain(secret.slice(3, 20))
    const twin = await one()
    await pool().query('update api_keys set sealed = (select sealed from api_keys where id = $1) where id = $2', [id, twin.id])
    await expect(revealKey({ userId: owner.id, by, id: twin.id })).rejects.toThrow()
  })

  it('remember when they were used last, written at most once a minute', async () => {
    const { id } = await one()
    touchKey(id)
    await flushTouches()
    const { lastUsedAt } = await keyById({ userId: owner.id, id })
    expect(lastUsedAt).not.toBeNull()
    touchKey(id)
    await flushTouches()
    expect((await keyById({ userId: owner.id, id })).lastUsedAt).toBe(lastUsedAt)
  })
})

describe('wrong members are named', () => {
  const wrong = async (input: object) =>
    create({ name: 'x', ...input }).then(
      () => ({}),
      (error) =>
        error.facts?.fields ??
        Object.fromEntries(
          error.issues.map((issue: { path: string[]; keys?: string[]; message: string }) => [
            [...issue.path, ...(issue.keys ?? [])].join('.'),
            issue.message,
          ]),
        ),
    )

  it('each by its own path', async () => {
    await saveGroup({ by: { id: null, role: 'owner' }, input: { name: 'staff' } })
    await saveGroup({ by: { id: null, role: 'owner' }, input: { name: 'open', selectable: true } })
    expect(Object.keys(await wrong({ models: ['eliza', 'nothing'] }))).toEqual(['models.1'])
    expect(Object.keys(await wrong({ models: [] }))).toEqual(['models'])
    expect(Object.keys(await wrong({ group: 'staff' }))).toEqual(['group'])
    expect(await wrong({ group: 'open' })).toEqual({})
    expect(Object.keys(await wrong({ expiresAt: '2020-01-01T00:00:00Z' }))).toEqual(['expiresAt'])
    expect(Object.keys(await wrong({ expiresAt: 'soon' }))).toEqual(['expiresAt'])
    expect(Object.keys(await wrong({ spendLimit: '0.0000000001' }))).toEqual(['spendLimit'])
    expect(Object.keys(await wrong({ spendLimit: -1 }))).toEqual(['spendLimit'])
    expect(Object.keys(await wrong({ spendLimit: 123456789012.0001 }))).toEqual(['spendLimit'])
    expect(Object.keys(await wrong({ allowedIps: ['10.0.0.0/8', 'x'] }))).toEqual(['allowedIps.1'])
    expect(Object.keys(await wrong({ count: 101 }))).toEqual(['count'])
    expect(Object.keys(await wrong({ scopes: ['root'] }))).toEqual(['scopes.0'])
    expect(Object.keys(await wrong({ rateLimit: { rpm: 0 } }))).toEqual(['rateLimit.rpm'])
    expect(Object.keys(await wrong({ colour: 'red' }))).toEqual(['colour'])
    expect(Object.keys(await wrong({ name: 'a\u0000b' }))).toEqual(['name'])
    expect(Object.keys(await wrong({ name: 'a'.repeat(10_000_000) }))).toEqual(['name'])
    expect(Object.keys(await wrong({ name: '   ' }))).toEqual(['name'])
  })

  it('also a model that its owner may not use, by whatever name, in a new key and in one that exists', async () => {
    const { id } = await one()
    const few = { ...owner, models: ['only-this'] }
    for (const attempt of [() => create({ name: 'x', models: ['eliza'] }, few), () => change(id, { models: ['eliza'] }, few)])
      await expect(attempt()).rejects.toMatchObject({
        code: 'invalid_request',
        facts: { fields: { 'models.0': 'model_unusable:eliza' } },
      })
    expect(await change(id, { models: ['eliza'] }, { ...owner, models: ['eliza'] })).toMatchObject({ models: ['eliza'] })
  })

  it('but values that a key already has may stay while the rest is edited', async () => {
    const key = await one({ models: ['eliza'] })
    await pool().query("update api_keys set models = '[\"gone\"]', expires_at = '2020-01-01T00:00:00Z' where id = $1", [key.id])
    const kept = await change(key.id, { name: 'renamed', models: ['gone'], expiresAt: '2020-01-01T00:00:00Z' })
    expect(kept).toMatchObject({ name: 'renamed', models: ['gone'], expiresAt: '2020-01-01T00:00:00.000Z' })
  })
})
