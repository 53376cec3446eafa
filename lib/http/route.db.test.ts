import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import { bootPortal, call, closePortalAfterwards, newUser } from '@/tests/portal'
import { route } from './route'

closePortalAfterwards()
beforeAll(bootPortal)

const echo = route({
  who: 'anyone',
  rate: 'none',
  body: z.object({ name: z.string().max(5), inner: z.strictObject({ size: z.number() }).optional(), amount: z.string().optional() }),
  query: z.object({ limit: z.coerce.number().max(200).optional() }),
  exact: ['amount'],
  bodyLimit: 2000,
  answer: z.any(),
  run: async ({ body, query }) => ({ body, query }),
})

describe('what is sent is checked', () => {
  it('names every member that is not known, at any depth', async () => {
    const { status, json } = await call(echo, { body: { name: 'a', rol: 1, inner: { size: 1, x: 2 } } })
    expect(status).toBe(400)
    expect(json.error.code).toBe('unknown_member')
    expect(Object.keys(json.error.fields).sort()).toEqual(['inner.x', 'rol'])
    expect((await call(echo, { body: { name: 'a' }, query: { x: 1 } })).json.error.fields).toHaveProperty('x')
  })
  it('also names members that every object has, such as constructor', async () => {
    const { json } = await call(echo, { body: '{"name":"a","constructor":1,"__proto__":{}}' })
    expect(Object.getOwnPropertyNames(json.error.fields).sort()).toEqual(['__proto__', 'constructor'])
  })
  it('names every field that is wrong, in the language of the caller', async () => {
    const wrong = { body: { name: 'too long', inner: { size: 'x' } } }
    const { json } = await call(echo, wrong)
    expect(json.error).toMatchObject({ code: 'invalid_request', requestId: expect.stringMatching(/^req_/) })
    expect(Object.keys(json.error.fields)).toEqual(['name', 'inner.size'])
    const chinese = await call(echo, { ...wrong, headers: { 'accept-language': 'zh-CN' } })
    expect(chinese.json.error.message).toBe('请求有误。')
    expect(chinese.json.error.fields.name).toMatch(/\p{Script=Han}/u)
  })
  it('broken JSON, another content type, NUL, half a letter and a body that is too large each have their own answer', async () => {
    const sent = (body: string, headers?: Record<string, string>) => call(echo, { body, headers })
    expect((await sent('{"name":')).json.error.code).toBe('invalid_json')
    expect((await sent('name=a', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await sent('{"name":"a\\u0000"}')).json.error.fields).toHaveProperty('name')
    expect((await sent('{"name":"\\ud800"}')).json.error.fields).toHaveProperty('name')
    expect((await sent(JSON.stringify({ name: 'x'.repeat(3000) }))).status).toBe(413)
    expect((await sent('[')).json.error.code).toBe('invalid_json')
    expect((await sent(`${'['.repeat(900)}${']'.repeat(900)}`)).status).toBe(400)
  })
  it('a body that would take long to parse is not parsed', async () => {
    const wide = route({ who: 'anyone', rate: 'none', body: z.any(), answer: z.any(), run: async () => ({}) })
    const sent = async (body: string) => (await call(wide, { body })).json.error?.fields
    expect(await sent(`${'['.repeat(60_000)}${']'.repeat(60_000)}`)).toHaveProperty('body')
    expect(await sent(`[${'{},'.repeat(40_000)}{}]`)).toHaveProperty('body')
    expect(await sent(`["${'[{,'.repeat(40_000)}"]`)).toBeUndefined()
  })
  it('a member that is missing is called missing', async () => {
    const { json } = await call(echo, { body: { inner: {} } })
    expect(json.error.fields).toEqual({ name: 'Is missing.', 'inner.size': 'Is missing.' })
    expect((await call(echo, { body: {}, headers: { 'accept-language': 'zh' } })).json.error.fields).toEqual({ name: '缺少此项。' })
  })
  it('an id that cannot be stored is not found', async () => {
    const one = route({ who: 'anyone', rate: 'none', params: z.object({ id: z.string() }), answer: z.any(), run: async () => ({}) })
    for (const id of ['a\0', '\ud800']) expect((await call(one, { params: { id } })).json.error.code).toBe('not_found')
    expect((await call(one, { params: { id: 'a' } })).status).toBe(200)
  })
  it('money keeps its digits', async () => {
    const { json } = await call(echo, { body: '{"name":"a","amount":0.1234567890123456789}' })
    expect(json.body.amount).toBe('0.1234567890123456789')
  })
  it('empty members of the query count as absent', async () => {
    expect((await call(echo, { body: { name: 'a' }, query: { limit: '' } })).json.query).toEqual({})
  })
})

describe('errors', () => {
  const broken = route({ who: 'anyone', rate: 'none', run: () => Promise.reject(new Error('password is hunter2')) })
  const gone = route({ who: 'anyone', rate: 'none', run: () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })) })
  const late = route({ who: 'anyone', rate: 'none', run: () => Promise.reject(fail('queue_full', { retryAfter: 7 })) })
  it('tell nothing about unplanned errors', async () => {
    const { status, json, headers } = await call(broken)
    expect(status).toBe(500)
    expect(JSON.stringify(json)).not.toContain('hunter2')
    expect(headers.get('x-request-id')).toBe(json.error.requestId)
    expect(headers.get('cache-control')).toBe('no-store')
  })
  it('a sum that no column can hold is an error of the caller, not ours', async () => {
    const much = route({
      who: 'anyone',
      rate: 'none',
      run: async () => void (await pool().query('select $1::bigint + 1', [2n ** 63n - 1n])),
    })
    expect(await call(much)).toMatchObject({ status: 400, json: { error: { code: 'invalid_request' } } })
  })
  it('say when to come back', async () => {
    expect((await call(gone)).status).toBe(503)
    expect((await call(late)).headers.get('retry-after')).toBe('7')
  })
})

describe('who may', () => {
  const open = (who: 'user' | 'support' | 'operator' | 'owner') =>
    route({ who, answer: z.any(), run: async ({ user }) => ({ id: user.id }) })
  it('each role may do what the ones below it may, and nobody else may do anything', async () => {
    const order = ['user', 'support', 'operator', 'owner'] as const
    for (const role of order) {
      const { token } = await newUser({ role })
      for (const who of order)
        expect((await call(open(who), { token })).status, `${role} at ${who}`).toBe(order.indexOf(role) >= order.indexOf(who) ? 200 : 403)
    }
    for (const who of order) {
      expect((await call(open(who))).json.error.code).toBe('not_signed_in')
      expect((await call(open(who), { token: 'a.b.c.d.e' })).json.error.code).toBe('not_signed_in')
      expect((await call(open(who), { token: 'sk-nonsense' })).status).toBe(401)
    }
  })
  it('a change with a cookie must come from a page of ours; a bearer token may come from anywhere', async () => {
    const { token } = await newUser()
    const cookie = `next-auth.session-token=${token}`
    const change = route({ who: 'user', body: z.object({}), answer: z.any(), run: async () => ({ ok: true }) })
    expect((await call(change, { cookie, body: {} })).status).toBe(200)
    for (const origin of ['http://evil.test', 'null', 'http://portal.test.evil.test', ''])
      expect((await call(change, { cookie, body: {}, headers: { origin } })).json.error.code, origin).toBe('wrong_origin')
    expect((await call(change, { token, body: {}, headers: { origin: 'http://evil.test' } })).status).toBe(200)
    expect(
      (await call(change, { cookie, body: {}, headers: { origin: 'http://evil.test', 'x-forwarded-host': 'evil.test' } })).status,
    ).toBe(403)
    const empty = { origin: 'http://evil.test', authorization: ' ' }
    expect((await call(change, { cookie, body: {}, headers: empty })).json.error.code).toBe('wrong_origin')
  })
})

describe('limits a minute', () => {
  it('name the exact time at which the next call is admitted', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const { token } = await newUser()
      const any = route({ who: 'user', answer: z.any(), run: async () => ({}) })
      for (let i = 0; i < settings().rateUser; i++) {
        expect((await call(any, { token })).status).toBe(200)
        vi.advanceTimersByTime(100)
      }
      const refused = await call(any, { token })
      expect(refused.status).toBe(429)
      const seconds = Number(refused.headers.get('retry-after'))
      expect(seconds).toBe(54)
      expect(refused.json.error.message).toBe(`More than ${settings().rateUser} requests a minute. Try again in 54 s.`)
      vi.advanceTimersByTime(seconds * 1000 - 1000)
      expect((await call(any, { token })).status).toBe(429)
      vi.advanceTimersByTime(1000)
      expect((await call(any, { token })).status).toBe(200)
    } finally {
      vi.useRealTimers()
    }
  })
  it('are wide for the pages of one user, so that a campus behind one address can work', async () => {
    const { token } = await newUser()
    const any = route({ who: 'user', answer: z.any(), run: async () => ({}) })
    for (let i = 0; i < 100; i++) expect((await call(any, { cookie: `next-auth.session-token=${token}` })).status).toBe(200)
  })
})
