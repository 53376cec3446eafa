import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { changeUser } from '@/lib/users/change-user'
import { refreshUser } from '@/lib/users/users'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf([anUpstream(gateway.upstream.url)], [{ id: 'plain' }, { id: 'staff-only', groups: ['staff'] }], [{ name: 'staff' }]),
  )
  caller = await gateway.caller()
})
afterAll(() => gateway.stop())

describe('who may call', () => {
  const ask = (headers: Record<string, string>) =>
    told(
      fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      }),
    )

  it('no key, two keys, a mistyped, an unknown, a disabled, an expired, a foreign one: each its own error', async () => {
    expect(await ask({})).toMatchObject({ status: 401, code: 'key_missing' })
    expect(await ask({ authorization: `Bearer ${caller.secret}`, 'x-api-key': 'sk-other' })).toMatchObject({
      status: 401,
      code: 'keys_differ',
    })
    const flipped = caller.secret.slice(0, -1) + (caller.secret.endsWith('a') ? 'b' : 'a')
    expect(await ask({ 'x-api-key': flipped })).toMatchObject({ status: 401, code: 'key_mistyped' })
    expect(await ask({ authorization: 'Bearer nonsense' })).toMatchObject({ status: 401, code: 'invalid_api_key' })
    expect(await ask({ authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' })).toMatchObject({ status: 401, code: 'invalid_api_key' })
    const elsewhere = await gateway.caller({ key: { allowedIps: ['10.1.0.0/16', '2001:db8::/32'] } })
    expect(await ask({ 'x-api-key': elsewhere.secret })).toMatchObject({ status: 403, code: 'ip_not_allowed' })
    const here = await gateway.caller({ key: { allowedIps: ['127.0.0.0/8'] } })
    expect(await ask({ 'x-api-key': here.secret })).toMatchObject({ status: 400 })
    const disabled = await gateway.caller()
    await pool().query('update api_keys set enabled = false where id = $1', [disabled.keyId])
    expect(await ask({ 'x-api-key': disabled.secret })).toMatchObject({ status: 401, code: 'key_disabled' })
    const expired = await gateway.caller()
    await pool().query("update api_keys set expires_at = now() - interval '1 second' where id = $1", [expired.keyId])
    expect(await ask({ 'x-api-key': expired.secret })).toMatchObject({ status: 401, code: 'key_expired' })
    const portal = await gateway.caller({ key: { scopes: ['portal'] } })
    expect(await ask({ 'x-api-key': portal.secret })).toMatchObject({ status: 403, code: 'key_scope' })
    const blocked = await gateway.caller()
    await pool().query('update users set enabled = false where id = $1', [blocked.userId])
    await refreshUser(blocked.userId)
    expect(await ask({ 'x-api-key': blocked.secret })).toMatchObject({ status: 403, code: 'user_disabled' })
  })

  it('a user to whom an operator left some models: the others are refused, not listed and no fallbacks, whatever the key says', async () => {
    const models = [{ id: 'plain', aliases: ['simple'] }, { id: 'other' }, { id: 'status-500', fallbacks: ['other'] }]
    await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], models))
    const restricted = await gateway.caller({ key: { models: ['plain', 'other'] } })
    const free = await gateway.caller()
    const leave = (caller: TestCaller, models: string[] | null) =>
      changeUser({ id: caller.userId, change: { models }, actor: { id: caller.userId, role: 'owner' } }, async () => {})
    const asks = (caller: TestCaller, model: string) => gateway.post(caller, { model, messages })
    const listed = async (caller: TestCaller) => {
      const answer = await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${caller.secret}` } })
      return ((await answer.json()) as { data: { id: string }[] }).data.map(({ id }) => id)
    }
    await leave(restricted, ['simple', 'status-500'])
    await leave(free, ['status-500'])
    expect((await asks(restricted, 'simple')).status).toBe(200)
    expect(await told(asks(restricted, 'other'))).toMatchObject({
      status: 403,
      code: 'model_not_allowed',
      message: expect.stringMatching(/^Your account/),
    })
    expect(await told(asks(restricted, 'status-500'))).toMatchObject({
      status: 403,
      code: 'model_not_allowed',
      message: expect.stringMatching(/^The API key/),
    })
    expect(await listed(restricted)).toEqual(['auto', 'plain', 'simple'])
    expect((await asks(free, 'status-500')).status).toBe(502)
    await leave(free, null)
    expect((await asks(free, 'status-500')).status).toBe(200)
    await expect(leave(free, ['plain', 'nothing'])).rejects.toMatchObject({ facts: { fields: { 'models.1': 'no_model:nothing' } } })
  })

  it('OPTIONS and HEAD need no key, WebSocket is 426, browsers read errors', async () => {
    const preflight = await fetch(`${gateway.url}/v1/models`, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example', 'access-control-request-headers': 'authorization, x-stainless-os' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization, x-stainless-os')
    expect((await fetch(`${gateway.url}/v1/models`, { method: 'HEAD' })).status).toBe(200)
    const error = await fetch(`${gateway.url}/v1/models`, { headers: { origin: 'https://a.example' } })
    expect(error.status).toBe(401)
    expect(error.headers.get('access-control-expose-headers')).toContain('x-request-id')
    const upgraded = await new Promise((done) => {
      const sent = request(`${gateway.url}/v1/responses`, { headers: { connection: 'upgrade', upgrade: 'websocket' } }, (response) =>
        done(response.statusCode),
      )
      sent.end()
    })
    expect(upgraded).toBe(426)
  })

  it('a wrong key again and again is slowed down, then 429, while a right one is served', async () => {
    const wrong = () => ask({ authorization: 'Bearer sk-nope' })
    const answers = await Promise.all(Array.from({ length: 70 }, wrong))
    const limited = answers.filter(({ status }) => status === 429)
    expect(limited.length).toBeGreaterThan(0)
    expect(limited[0]).toMatchObject({ code: 'too_many_failures' })
    expect((await gateway.post(caller, { model: 'plain', messages })).status).toBe(200)
  })
})

describe('the list of models', () => {
  const get = async (path: string, headers = {}) => {
    const response = await fetch(gateway.url + path, { headers: { authorization: `Bearer ${caller.secret}`, ...headers } })
    return { status: response.status, body: await response.json() }
  }

  it('begins with auto, names aliases, and holds only what the caller may use', async () => {
    await gateway.apply(
      catalogOf(
        [anUpstream(gateway.upstream.url)],
        [{ id: 'a/b:latest', aliases: ['ab'], ownedBy: ['x@y'], price: { input: 0.3, output: '1.20' } }],
      ),
    )
    const { body } = await get('/v1/models/')
    const ids = body.data.map(({ id }: { id: string }) => id)
    expect(ids[0]).toBe('auto')
    expect(ids).toEqual(expect.arrayContaining(['a/b:latest', 'ab', 'plain']))
    expect(ids).not.toContain('staff-only')
    expect(body.data.find(({ id }: { id: string }) => id === 'ab')).toMatchObject({
      object: 'model',
      owned_by: 'x@y',
      pricing: { input: 0.3, output: 1.2 },
      context_length: 100_000,
    })
    expect((await get('/apiv2/models')).body.data.at(-1).created).toBeNull()
  })

  it('has each by name, with slashes and colons, plain or encoded; and speaks to Anthropic clients in their shape', async () => {
    for (const name of ['a/b:latest', 'a%2Fb%3Alatest'])
      expect(await get(`/api/v1/models/${name}`)).toMatchObject({ status: 200, body: { id: 'a/b:latest' } })
    expect((await get('/v1/models/none')).body.error).toMatchObject({ code: 'model_not_found' })
    const { body } = await get('/v1/models?limit=1000', { 'anthropic-version': '2023-06-01' })
    expect(body).toMatchObject({ has_more: false, first_id: 'auto' })
    expect(body.data[1]).toMatchObject({ type: 'model' })
  })

  it('and what else is free is not asked for more than 600 times a minute by one user', async () => {
    const known = await gateway.caller()
    const ask = async () => (await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${known.secret}` } })).status
    const answers = await Promise.all(Array.from({ length: 601 }, ask))
    expect(answers.filter((status) => status === 200)).toHaveLength(600)
    expect(await ask()).toBe(429)
    expect((await get('/v1/models')).status).toBe(200)
  })

  it('stands beside the balance, under both addresses that clients ask', async () => {
    const known = await gateway.caller({ cash: 12_500_000_000n })
    const ask = async (path: string) => (await fetch(gateway.url + path, { headers: { authorization: `Bearer ${known.secret}` } })).json()
    expect(await ask('/v1/dashboard/billing')).toEqual({ credit_balance: 12.5, currency: 'CNY' })
    expect(await ask('/dashboard/billing/subscription')).toMatchObject({ hard_limit_usd: 12.5 })
    expect(await ask('/dashboard/billing/usage?start_date=2026-01-01')).toMatchObject({ total_usage: 0 })
  })
})
