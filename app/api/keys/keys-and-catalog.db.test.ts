import { beforeAll, expect, it } from 'vitest'
import { GET as readModel } from '@/app/api/admin/models/[id]/route'
import { POST as addModel } from '@/app/api/admin/models/route'
import { DELETE as archiveOne, PATCH as changeUpstream } from '@/app/api/admin/upstreams/[id]/route'
import { POST as addUpstream, GET as listUpstreams } from '@/app/api/admin/upstreams/route'
import { POST as reveal } from '@/app/api/keys/[id]/reveal/route'
import { PATCH as change, GET as read, DELETE as remove } from '@/app/api/keys/[id]/route'
import { POST as create, GET as list } from '@/app/api/keys/route'
import { GET as models } from '@/app/api/models/route'
import { hashPassword } from '@/lib/auth/passwords'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { pool } from '@/lib/db/pool'
import { settings } from '@/lib/settings/settings'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'

let mei: TestUser
let eve: TestUser
let operator: TestUser
let owner: TestUser
closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  mei = await newUser()
  eve = await newUser()
  operator = await newUser({ role: 'operator' })
  owner = await newUser({ role: 'owner' })
})

const newKey = async (body: object = {}, { token } = mei) => {
  const made = await call(create, { token, body: { name: 'script', ...body } })
  expect(made.status).toBe(201)
  return made.json.keys[0]
}

it('the whole life of a key goes through the API', async () => {
  const key = await newKey({ spendLimit: '1.50', allowedIps: ['10.0.0.0/8'], models: ['eliza'] })
  expect(key).toMatchObject({
    name: 'script',
    enabled: true,
    spendLimit: 1.5,
    spent: 0,
    expiresAt: null,
    allowedIps: ['10.0.0.0/8'],
    models: ['eliza'],
    group: null,
    lastUsedAt: null,
  })
  expect(key.preview).toBe(`${key.secret.slice(0, 7)}…${key.secret.slice(-4)}`)
  const params = { id: key.id }
  expect((await call(list, { token: mei.token })).json.keys[0]).not.toHaveProperty('secret')
  expect(
    (await call(change, { token: mei.token, method: 'PATCH', params, body: { enabled: false, spendLimit: null } })).json.key,
  ).toMatchObject({ enabled: false, spendLimit: null, name: 'script' })
  expect((await call(reveal, { token: mei.token, params, body: {} })).json).toEqual({ secret: key.secret })
  expect((await call(remove, { token: mei.token, method: 'DELETE', params })).status).toBe(204)
  expect((await call(read, { token: mei.token, params })).status).toBe(404)
})

it('every digit of a spend limit survives', async () => {
  const made = await call(create, { token: mei.token, body: '{"name":"exact","spendLimit":123456789012.000000001}' })
  expect(made.status).toBe(400)
  const fits = await call(create, { token: mei.token, body: '{"name":"exact","spendLimit":1234567890.000000001}' })
  expect(fits.status).toBe(201)
  const { rows } = await pool().query('select ceiling from spend_limits where id = (select limit_id from api_keys where id = $1)', [
    fits.json.keys[0].id,
  ])
  expect(rows[0].ceiling).toBe(1_234_567_890_000_000_001n)
})

it('somebody else’s key answers like a missing one', async () => {
  const { id } = await newKey()
  for (const params of [{ id }, { id: 'key_missing' }]) {
    const asked = { token: eve.token, params }
    const answers = [
      await call(read, asked),
      await call(change, { ...asked, method: 'PATCH', body: { name: 'x' } }),
      await call(reveal, { ...asked, body: {} }),
      await call(remove, { ...asked, method: 'DELETE' }),
    ]
    for (const { status, json } of answers) expect([status, json.error.code]).toEqual([404, 'not_found'])
  }
})

it('wrong members are named', async () => {
  const wrong = async (body: unknown) => (await call(create, { token: mei.token, body })).json.error
  expect(await wrong({ name: 'x', colour: 1 })).toMatchObject({ code: 'unknown_member', fields: { colour: expect.any(String) } })
  expect(await wrong({ name: 'x', rateLimit: { rps: 1 } })).toMatchObject({
    code: 'unknown_member',
    fields: { 'rateLimit.rps': expect.any(String) },
  })
  expect(await wrong({ name: 'a\0b' })).toMatchObject({ fields: { name: expect.any(String) } })
  expect(await wrong({ name: 'x', allowedIps: ['::1', '1.2.3.4/99'] })).toMatchObject({
    fields: { 'allowedIps.1': expect.stringContaining('Line 2: the prefix length') },
  })
  expect(await wrong({})).toMatchObject({ fields: { name: expect.any(String) } })
  expect(await wrong({ name: 'x'.repeat(10_000_000) })).toMatchObject({ code: 'body_too_large' })
  expect(await wrong('{"name":')).toMatchObject({ code: 'invalid_json' })
})

it('wrong members of the catalog are named in the language of the page', async () => {
  const add = async (headers: Record<string, string>) => {
    const body = { id: 'auto', aliases: ['eliza'], fallbacks: ['nothing'], targets: [{ upstream: 'nowhere' }] }
    return (await call(addModel, { token: owner.token, headers, body })).json.error
  }
  const chinese = await add({ 'accept-language': 'zh-CN' })
  expect(Object.keys(chinese.fields)).toEqual(['id', 'aliases.0', 'fallbacks.0', 'targets.0.upstream'])
  for (const sentence of [chinese.message, ...Object.values<string>(chinese.fields)]) expect(sentence).toMatch(/\p{Script=Han}/u)
  expect(await add({})).toMatchObject({
    code: 'name_taken',
    message: '“eliza” is the id of another model already.',
    fields: { 'fallbacks.0': 'There is no model “nothing”.', 'targets.0.upstream': 'There is no upstream “nowhere”.' },
  })
})

it('a secret is revealed only to a person who signed in lately or gives the password, never to a key', async () => {
  const { id } = await newKey()
  const { secret } = await newKey({ scopes: ['portal'] })
  expect((await call(list, { token: secret })).status).toBe(200)
  expect((await call(reveal, { token: secret, params: { id }, body: {} })).json.error.code).toBe('key_scope')
  await pool().query('update users set password_hash = $2 where id = $1', [mei.user.id, await hashPassword('right password')])
  const again = (body: object) => call(reveal, { token: mei.token, params: { id }, body })
  settings().freshSessionHours = -1
  try {
    expect((await again({})).json.error.code).toBe('reauthenticate')
    expect((await again({ password: 'guess' })).json.error.code).toBe('wrong_password')
    expect((await again({ password: 'right password' })).status).toBe(200)
  } finally {
    settings().freshSessionHours = 12
  }
})

it('a password that is given is checked however fresh the session is, and guesses count like any others', async () => {
  const { id } = await newKey()
  const person = await newUser()
  await pool().query('update api_keys set user_id = $2 where id = $1', [id, person.user.id])
  await pool().query('update users set password_hash = $2 where id = $1', [person.user.id, await hashPassword('right password')])
  const ask = (body?: object) => call(reveal, { token: person.token, method: 'POST', params: { id }, body })
  for (const password of ['guess', '']) expect((await ask({ password })).json).toMatchObject({ error: { code: 'wrong_password' } })
  expect((await ask({ password: 'right password' })).status).toBe(200)
  expect((await ask({})).status).toBe(200)
  const guesses = await Promise.all(Array.from({ length: 12 }, () => ask({ password: 'guess' })))
  expect(guesses.map(({ status }) => status).sort()).toEqual([...Array(10).fill(400), 429, 429])
  expect((await ask({ password: 'right password' })).json.error.code).toBe('login_limited')
  expect((await ask({})).status).toBe(200)
})

it('the catalog is changed by operators only, credentials by owners only', async () => {
  for (const token of [undefined, mei.token]) expect((await call(listUpstreams, { token })).status).toBe(token ? 403 : 401)
  const upstream = { name: 'vllm', baseUrl: 'http://10.0.0.1:8000/v1/' }
  expect((await call(addUpstream, { token: operator.token, body: { ...upstream, apiKey: 'sk-1' } })).json.error.code).toBe('forbidden')
  const made = await call(addUpstream, { token: owner.token, body: { ...upstream, apiKey: 'sk-0123456789ab' } })
  expect(made).toMatchObject({
    status: 201,
    json: { upstream: { baseUrl: 'http://10.0.0.1:8000/v1', apiKeySet: true, apiKeyLast4: '89ab' } },
  })
  const params = { id: made.json.upstream.id }
  expect(
    (await call(changeUpstream, { token: operator.token, method: 'PATCH', params, body: { concurrency: 8 } })).json.upstream,
  ).toMatchObject({ concurrency: 8, apiKeySet: true })
  const priced = await call(addModel, {
    token: operator.token,
    body: '{"id":"hepai/r1:671b","price":{"input":12345678.123456789},"targets":[{"upstream":"vllm","upstreamModel":"r1"}]}',
  })
  expect(priced.status).toBe(201)
  const { rows } = await pool().query("select input from price_versions where model_id = 'hepai/r1:671b'")
  expect(rows[0].input).toBe(12_345_678_123_456_789n)
  expect((await call(readModel, { token: operator.token, params: { id: 'hepai/r1:671b' } })).json.model.targets).toHaveLength(1)
  const held = await call(archiveOne, { token: owner.token, method: 'DELETE', params })
  expect(held).toMatchObject({ status: 409, json: { error: { code: 'in_use', models: ['hepai/r1:671b'] } } })
  expect((await call(addModel, { token: operator.token, body: { id: 'hepai/r1:671b' } })).json.error.code).toBe('name_taken')
})

it('visitors see the models of new users with prices, and nothing of upstreams', async () => {
  const { status, json } = await call(models)
  expect(status).toBe(200)
  expect(json.models.map(({ id }: { id: string }) => id)).toContain('eliza')
  expect(json.models.find(({ id }: { id: string }) => id === 'eliza')).toMatchObject({ demo: true, price: { input: 0, output: 0 } })
  expect(JSON.stringify(json)).not.toContain('10.0.0.1')
})
