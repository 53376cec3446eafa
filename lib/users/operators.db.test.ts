import { beforeAll, describe, expect, it } from 'vitest'
import { GET as auditList } from '@/app/api/admin/audit/route'
import { PATCH as patchSettings, GET as readSettings } from '@/app/api/admin/settings/route'
import { POST as reset } from '@/app/api/admin/users/[id]/password/route'
import { GET as oneUser, PATCH as patchUser } from '@/app/api/admin/users/[id]/route'
import { GET as listUsers } from '@/app/api/admin/users/route'
import { POST as signIn } from '@/app/api/auth/login/route'
import { GET as me, PATCH as patchMe } from '@/app/api/me/route'
import { POST as setUp } from '@/app/api/setup/route'
import { createSetupLink, ensureOwner } from '@/lib/auth/setup'
import { catalogReady } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import type { Handler } from '@/lib/http/route'
import { createKeys } from '@/lib/keys/create-keys'
import { createKeysInput } from '@/lib/keys/schema'
import { settings } from '@/lib/settings/settings'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { userById } from './users'

closePortalAfterwards()
let owner: TestUser
beforeAll(bootPortal)

describe('the first owner', () => {
  const tokenOf = (link: string | null) => new URL(link ?? 'http://none').searchParams.get('token') ?? ''
  const person = { username: 'first.owner', password: 'long enough' }
  it('is made once, by one of all who hold the newest link', async () => {
    const old = tokenOf(await createSetupLink())
    const token = tokenOf(await createSetupLink())
    expect((await call(setUp, { body: { ...person, token: old } })).json.error.code).toBe('setup_closed')
    const answers = await Promise.all([1, 2, 3].map((n) => call(setUp, { body: { ...person, username: `owner.${n}`, token } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404])
    const made = answers.find(({ status }) => status === 201)?.json
    expect(made.user.role).toBe('owner')
    const user = await userById(made.user.id)
    if (!user) throw new Error('the owner is missing')
    owner = { user, token: made.token, sessionId: '' }
    expect(await createSetupLink()).toBeNull()
    expect((await call(setUp, { body: { ...person, token } })).status).toBe(404)
  })
  it('is not made again from the environment', async () => {
    await ensureOwner()
    const { rows } = await pool().query("select count(*)::int as owners from users where role = 'owner'")
    expect(rows[0]).toEqual({ owners: 1 })
  })
})

it('operators set limits on a user, which stay where they are not named', async () => {
  const subject = await newUser()
  const patch = (body: object) => call(patchUser, { token: owner.token, params: { id: subject.user.id }, method: 'PATCH', body })
  const first = await patch({ rateLimit: { rpm: 5, weeklyTokens: 9_000_000_000_000 }, spendLimitPerDay: 0.1, spendLimit: '20' })
  expect(first.json).toMatchObject({
    rateLimit: { rpm: 5, tpm: null, weeklyTokens: 9_000_000_000_000, concurrency: null },
    spendLimitPerDay: 0.1,
    spendLimitPerMonth: null,
    spendLimit: 20,
    models: null,
  })
  expect(userById(subject.user.id)).toMatchObject({ limits: { rpm: 5 }, spend: { day: 100_000_000n, month: null, total: 20_000_000_000n } })
  await pool().query("insert into models (id, name) values ('glm', 'GLM')")
  await pool().query("insert into model_names (name, model_id, is_alias) values ('glm', 'glm', false), ('latest', 'glm', true)")
  const second = await patch({ rateLimit: null, spendLimitPerDay: null, models: ['latest', 'glm'] })
  expect(second.json).toMatchObject({ rateLimit: { rpm: null }, spendLimitPerDay: null, spendLimit: 20, models: ['glm'] })
  for (const wrong of [{ rateLimit: { rpm: 0 } }, { spendLimit: -1 }, { models: [] }, { models: ['no such model'] }])
    expect((await patch(wrong)).status).toBe(400)
})

it('what each role may: the routes of operators by role', async () => {
  const subject = await newUser()
  const id = { params: { id: subject.user.id } }
  const table: [string, Handler, object, Record<string, number>][] = [
    ['list users', listUsers, {}, { user: 403, support: 403, operator: 200, owner: 200 }],
    ['read a user', oneUser, id, { user: 403, support: 403, operator: 200, owner: 200 }],
    ['disable', patchUser, { ...id, body: { enabled: true }, method: 'PATCH' }, { user: 403, support: 403, operator: 200, owner: 200 }],
    ['role', patchUser, { ...id, body: { role: 'support' }, method: 'PATCH' }, { user: 403, support: 403, operator: 403, owner: 200 }],
    ['reset a password', reset, { ...id, body: {} }, { user: 403, support: 403, operator: 200, owner: 200 }],
    ['read settings', readSettings, {}, { user: 403, support: 403, operator: 403, owner: 200 }],
    ['change settings', patchSettings, { body: {}, method: 'PATCH' }, { user: 403, support: 403, operator: 403, owner: 200 }],
    ['audit', auditList, {}, { user: 403, support: 403, operator: 200, owner: 200 }],
  ]
  for (const role of ['user', 'support', 'operator', 'owner'] as const) {
    const { token } = await newUser({ role })
    for (const [name, handler, asked, expected] of table)
      expect((await call(handler, { ...asked, token })).status, `${role}: ${name}`).toBe(expected[role])
  }
  for (const [name, handler, asked] of table) expect((await call(handler, asked)).status, `nobody: ${name}`).toBe(401)
})

it('a role is given by a person, not by an API key', async () => {
  await catalogReady()
  const [boss, subject] = [await newUser({ role: 'owner' }), await newUser()]
  const input = createKeysInput.parse({ name: 'script', scopes: ['portal'] })
  const [key] = await createKeys({ owner: { id: boss.user.id, group: 'default' }, by: { id: null }, input })
  const patch = (body: object) => call(patchUser, { token: key?.secret, params: { id: subject.user.id }, method: 'PATCH', body })
  expect((await patch({ role: 'owner' })).json.error.code).toBe('key_scope')
  expect((await patch({ enabled: false })).json).toMatchObject({ enabled: false, role: 'user' })
  await pool().query('update users set enabled = false where id = $1', [boss.user.id])
})

describe('operators', () => {
  const patch = (by: TestUser, of: TestUser, body: object) =>
    call(patchUser, { token: by.token, method: 'PATCH', params: { id: of.user.id }, body })
  it('never touch those who may as much or more, nor their own role', async () => {
    const operator = await newUser({ role: 'operator' })
    const other = await newUser({ role: 'operator' })
    for (const above of [owner, other]) {
      expect((await patch(operator, above, { enabled: false })).status).toBe(403)
      expect((await call(reset, { token: operator.token, params: { id: above.user.id }, body: {} })).status).toBe(403)
    }
    expect((await patch(owner, owner, { role: 'user' })).json.error.code).toBe('own_role')
    expect((await patch(owner, owner, { enabled: false })).json.error.code).toBe('own_role')
  })
  it('two owners who demote each other at once leave one', async () => {
    const [a, b] = [await newUser({ role: 'owner' }), await newUser({ role: 'owner' })]
    await pool().query("update users set enabled = false where role = 'owner' and id <> all($1)", [[a.user.id, b.user.id]])
    const answers = await Promise.all([patch(a, b, { role: 'user' }), patch(b, a, { role: 'user' })])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const { rows } = await pool().query("select count(*)::int as owners from users where role = 'owner' and enabled")
    expect(rows[0]).toEqual({ owners: 1 })
    await pool().query("update users set enabled = true, role = 'owner' where id = any($1)", [[owner.user.id, a.user.id, b.user.id]])
  })
  it('disable a user, who is out at once and stays out', async () => {
    const subject = await newUser()
    expect((await call(me, { token: subject.token })).status).toBe(200)
    expect((await patch(owner, subject, { enabled: false })).json).toMatchObject({ enabled: false })
    expect((await call(me, { token: subject.token })).status).toBe(401)
    await patch(owner, subject, { enabled: true })
    expect((await call(me, { token: subject.token })).status).toBe(401)
  })
  it('reset a password: told once, audited without it, and all sessions end', async () => {
    const subject = await newUser()
    const { json } = await call(reset, { token: owner.token, params: { id: subject.user.id }, body: {} })
    expect((await call(me, { token: subject.token })).status).toBe(401)
    expect((await call(signIn, { body: { username: subject.user.username, password: json.password } })).status).toBe(200)
    const trail = await call(auditList, { token: owner.token, query: { subject: `user:${subject.user.id}` } })
    expect(trail.json.entries[0]).toMatchObject({
      action: 'user.reset_password',
      actor: { id: owner.user.id },
      requestId: expect.stringMatching(/^req_/),
    })
    expect(JSON.stringify(trail.json)).not.toContain(json.password)
  })
  it('are told of groups that do not exist and members that are unknown', async () => {
    const subject = await newUser()
    expect((await patch(owner, subject, { group: 'nowhere' })).json.error.fields).toHaveProperty('group')
    expect((await patch(owner, subject, { balance: 5 })).json.error).toMatchObject({
      code: 'unknown_member',
      fields: { balance: expect.any(String) },
    })
    expect((await call(patchUser, { token: owner.token, method: 'PATCH', params: { id: 99_999 }, body: {} })).status).toBe(404)
    expect((await call(patchUser, { token: owner.token, method: 'PATCH', params: { id: 'x' }, body: {} })).status).toBe(400)
  })
  it('find users by part of a name, with the signs of patterns taken as they are, and page through all', async () => {
    for (const n of [1, 2, 3]) await newUser({ username: `paged_${n}` })
    await newUser({ username: 'pagedX4' })
    const seen: string[] = []
    let cursor = ''
    do {
      const { json } = await call(listUsers, { token: owner.token, query: { search: 'paged_', limit: 2, cursor } })
      seen.push(...json.users.map((user: { username: string }) => user.username))
      cursor = json.nextCursor ?? ''
    } while (cursor)
    expect(seen).toEqual(['paged_3', 'paged_2', 'paged_1'])
    await pool().query("update wallets set cash = 9e18, granted = 9e18 where user_id = (select id from users where username = 'paged_1')")
    const { json } = await call(listUsers, { token: owner.token, query: { search: 'paged_1' } })
    expect(json.users[0].balance).toBe(18_000_000_000)
    expect((await call(listUsers, { token: owner.token, query: { cursor: 'nonsense' } })).json.error.fields).toHaveProperty('cursor')
  })
})

it('what operators did is paged to its end, each once', async () => {
  const seen: string[] = []
  let cursor = ''
  do {
    const { json } = await call(auditList, { token: owner.token, query: { limit: 3, cursor } })
    seen.push(...json.entries.map(({ id }: { id: string }) => id))
    cursor = json.nextCursor ?? ''
  } while (cursor)
  const { rows } = await pool().query<{ id: string }>('select id from audit_entries order by time desc, id desc')
  expect(seen).toEqual(rows.map(({ id }) => id))
  expect(seen.length).toBeGreaterThan(3)
})

describe('settings', () => {
  const patch = (body: object) => call(patchSettings, { token: owner.token, method: 'PATCH', body })
  it('change at once, by name; money is exact', async () => {
    expect((await patch({ signUpBonus: 0.1, registration: 'invite' })).json.settings).toMatchObject({
      signUpBonus: 0.1,
      registration: 'invite',
    })
    expect(settings()).toMatchObject({ signUpBonus: 100_000_000n, registration: 'invite' })
    expect((await patch({ signUpBonus: null, registration: null })).json.settings).toMatchObject({ signUpBonus: 5, registration: 'open' })
  })
  it('change also in the shape that they are answered in', async () => {
    const { settings: shown } = (await patch({ settings: { queueMaxLength: 12, signUpBonus: 0.2 } })).json
    expect(shown).toMatchObject({ queueMaxLength: 12, signUpBonus: 0.2 })
    expect(Object.keys((await patch({ settings: { nonsense: 1 } })).json.error.fields)).toEqual(['nonsense'])
    expect(Object.keys((await patch({ settings: {}, queueMaxLength: 1 })).json.error.fields)).toEqual(['settings'])
    await patch({ settings: { queueMaxLength: null, signUpBonus: null } })
  })
  it('name what is unknown or wrong, and change nothing then', async () => {
    expect((await patch({ nonsense: 1 })).json.error).toMatchObject({ code: 'unknown_member', fields: { nonsense: expect.any(String) } })
    const wrong = await patch({
      passwordMinLength: 5,
      currency: 'yuan',
      campusNetworks: ['10.0.0.0/99'],
      signUpBonus: '1.005',
      queueMaxLength: 3,
    })
    expect(Object.keys(wrong.json.error.fields).sort()).toEqual(['campusNetworks', 'currency', 'passwordMinLength', 'signUpBonus'])
    expect(settings().queueMaxLength).toBe(200)
    const headers = { 'accept-language': 'zh-CN' }
    const chinese = await call(patchSettings, { token: owner.token, method: 'PATCH', headers, body: { passwordMinLength: 5 } })
    expect(chinese.json.error.fields).toEqual({ passwordMinLength: '不能小于 6。' })
  })
  it('stay as the catalog file says while one is in force', async () => {
    const { storeSettings } = await import('@/lib/settings/change-settings')
    const { transaction } = await import('@/lib/db/transaction')
    const { env } = await import('@/lib/env')
    await transaction((tx) => storeSettings(tx, new Map([['queueMaxLength', 7]]), true))
    await expect.poll(() => settings().queueMaxLength).toBe(7)
    Object.assign(env(), { CATALOG_FILE: 'catalog.yaml' })
    expect((await patch({ queueMaxLength: 9 })).json.error).toMatchObject({
      code: 'managed_by_file',
      fields: { queueMaxLength: expect.any(String) },
    })
    Object.assign(env(), { CATALOG_FILE: undefined })
    expect((await patch({ queueMaxLength: 9 })).status).toBe(200)
  })
})

it('one’s own profile: language, theme and preferences are kept, the rest cannot be reached', async () => {
  const { token } = await newUser()
  const patch = (body: object) => call(patchMe, { token, method: 'PATCH', body })
  await patch({ locale: 'en', theme: 'dark', preferences: { sendKey: 'enter', gone: 1 } })
  const { json } = await patch({ preferences: { gone: null }, email: 'me@example.edu' })
  expect(json.user).toMatchObject({ locale: 'en', email: 'me@example.edu', preferences: { theme: 'dark', sendKey: 'enter' } })
  expect(json.user.preferences).not.toHaveProperty('gone')
  expect((await patch({ role: 'owner' })).json.error.code).toBe('unknown_member')
  expect((await patch({ email: null })).json.user.email).toBeNull()
})
