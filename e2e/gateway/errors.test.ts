import { randomBytes } from 'node:crypto'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeys, soon, usageOf, walletOf } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

const messages = [{ role: 'user' as const, content: 'hello' }]

describe.each(doors)('errors, door %s', (door) => {
  let stand: Stand
  let person: Person
  const clientOf = (secret: string) => new OpenAI({ baseURL: `${stand.atrium.url}/v1`, apiKey: secret, maxRetries: 0 })
  const errorOf = async (secret: string, model: string, stream = false) => {
    const caught = await clientOf(secret)
      .chat.completions.create({ model, messages, stream })
      .then(
        () => undefined,
        (error: unknown) => error,
      )
    if (!(caught instanceof OpenAI.APIError)) throw new Error(`no API error: ${caught}`)
    return caught
  }

  beforeAll(async () => {
    stand = await startStand({
      door,
      models: [
        'plain',
        'status-500',
        'status-401',
        'status-404',
        'status-429x7',
        'contextlength',
        'filter',
        'status-400',
        'redirect',
        { id: 'hidden', groups: ['staff'] },
      ],
      timeouts: { connect: 10, firstByte: 10, firstToken: 10, idle: 10, total: 30, answer: 10 },
    })
    person = await stand.person()
  })
  afterAll(() => stand?.stop())

  it('serves every spelling of its paths itself: no redirect, and what is nowhere is told in JSON', async () => {
    const ask = async (path: string) => {
      const headers = { authorization: `Bearer ${person.secret}` }
      const answer = await fetch(`${stand.atrium.url}${path}`, { headers, redirect: 'manual' })
      return { status: answer.status, said: (await answer.json()) as { error?: { code: string } } }
    }
    for (const path of ['/v1/models', '/v1/models/', '/v1//models', '/apiv2//models//?a=b//c'])
      expect(await ask(path), path).toMatchObject({ status: 200, said: { object: 'list' } })
    for (const path of ['/v1', '/v1/', '/api/v1', '/apiv2', '/apiv2/v1', '/v1/nowhere'])
      expect(await ask(path), path).toMatchObject({ status: 404, said: { error: { code: 'unknown_endpoint' } } })
  })

  it('a path that cannot be decoded is answered like any other that is not there', async () => {
    const headers = { authorization: `Bearer ${person.secret}` }
    const codeOf = async (path: string) => {
      const { port } = new URL(stand.atrium.url)
      const { get } = await import('node:http')
      const text = await new Promise<string>((done) => {
        get({ port, host: '127.0.0.1', path, headers }, async (response) => done(Buffer.concat(await response.toArray()).toString()))
      })
      return JSON.parse(text).error.code
    }
    expect(await codeOf('/v1/models/%zz')).toBe('model_not_found')
    expect(await codeOf('/v1/%E0%A4%A')).toBe('unknown_endpoint')
    expect(await codeOf('/api/v1/%zz?a=%zz')).toBe('unknown_endpoint')
    for (const path of ['/api/keys/%zz', '/api/nowhere', '/api']) {
      const portal = await fetch(stand.atrium.url + path, { headers: { authorization: `Bearer ${person.token}` } })
      expect({ status: portal.status, code: (await portal.json()).error.code }, path).toEqual({ status: 404, code: 'not_found' })
    }
  })

  it('401 for a missing, a mistyped and a wrong key', async () => {
    for (const secret of ['sk-wrong', `sk-${randomBytes(60).toString('hex').slice(0, 49)}`, `${person.secret.slice(0, -1)}!`]) {
      const error = await errorOf(secret, 'plain')
      expect(error).toBeInstanceOf(OpenAI.AuthenticationError)
      expect(error.requestID).toBeTruthy()
    }
    const response = await fetch(`${stand.atrium.url}/v1/chat/completions`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(401)
  })

  it('401 for a disabled and a deleted key, at once', async () => {
    const [key] = await createKeys(person)
    if (!key) throw new Error('no key')
    await clientOf(key.secret).chat.completions.create({ model: 'plain', messages })
    await person.send('PATCH', `/api/keys/${key.id}`, { enabled: false })
    await expect.poll(async () => (await errorOf(key.secret, 'plain')).code, { timeout: soon }).toBe('key_disabled')
    await person.send('DELETE', `/api/keys/${key.id}`)
    await expect.poll(async () => (await errorOf(key.secret, 'plain')).code, { timeout: soon }).toBe('key_deleted')
  })

  it('403 for a model, an address or a group that the key may not use; 404 for an unknown model', async () => {
    const [restricted] = await createKeys(person, { models: ['status-500'] })
    const [elsewhere] = await createKeys(person, { allowedIps: ['10.1.2.0/24'] })
    expect(await errorOf(restricted?.secret ?? '', 'plain')).toMatchObject({ status: 403, code: 'model_not_allowed' })
    expect(await errorOf(elsewhere?.secret ?? '', 'plain')).toMatchObject({ status: 403, code: 'ip_not_allowed' })
    expect(await errorOf(person.secret, 'no-such-model')).toMatchObject({ status: 404, code: 'model_not_found' })
    expect([403, 404]).toContain((await errorOf(person.secret, 'hidden')).status)
  })

  it('402 without money, without asking the upstream', async () => {
    const poor = await stand.person({})
    stand.upstream.clear()
    const error = await errorOf(poor.secret, 'plain')
    expect(error).toMatchObject({ status: 402, type: 'insufficient_quota', code: 'insufficient_quota' })
    expect((error.error as { reason?: string }).reason).toBe('insufficient_balance')
    expect(stand.upstream.calls()).toHaveLength(0)
    expect((await walletOf(poor)).onHold).toBe(0n)
  })

  it('402 when the key has used its limit up', async () => {
    const [limited] = await createKeys(person, { spendLimit: '0.000000001' })
    const error = await errorOf(limited?.secret ?? '', 'plain')
    expect(error.status).toBe(402)
    expect((error.error as { reason?: string }).reason).toBe('key_limit_reached')
  })

  it('429 with a Retry-After that is true, and the limits in headers', async () => {
    const [slow] = await createKeys(person, { rateLimit: { rpm: 2 } })
    const secret = slow?.secret ?? ''
    const { response } = await clientOf(secret).chat.completions.create({ model: 'plain', messages }).withResponse()
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('2')
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('1')
    await clientOf(secret).chat.completions.create({ model: 'plain', messages })
    const error = await errorOf(secret, 'plain')
    expect(error).toBeInstanceOf(OpenAI.RateLimitError)
    const seconds = Number(error.headers?.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(31)
  })

  it.each([
    ['status-500', 502],
    ['status-401', 502],
    ['status-404', 502],
    ['redirect', 502],
    ['status-429x7', 429],
  ])('an upstream that answers %s becomes %i with our own words, and costs nothing', async (model, status) => {
    for (const stream of [false, true]) {
      const error = await errorOf(person.secret, model, stream)
      expect(error.status).toBe(status)
      expect(error.message).not.toMatch(/10\.9\.8\.7|CUDA|sk-up/)
      const record = await usageOf(person, error.requestID ?? '')
      expect(record).toMatchObject({ status, charge: '0' })
      // The target rests after a 429, so the second call is refused without asking it.
      if (!stream) expect(record?.attempts.length).toBeGreaterThan(0)
    }
  })

  it.each([
    ['contextlength', 'context_length_exceeded', /maximum context length/],
    ['filter', 'content_filter', /filtered/],
    ['status-400', 'invalid_value', /temperature/],
  ])("an upstream's own 400 (%s) is passed on and not repeated", async (model, code, words) => {
    stand.upstream.clear()
    const error = await errorOf(person.secret, model)
    expect(error).toMatchObject({ status: 400, code })
    expect(error.message).toMatch(words)
    expect(stand.upstream.calls()).toHaveLength(1)
  })

  it('400 for a malformed request, 404 for an unknown endpoint, 413 for a body that is too large', async () => {
    const post = (body: string, path = '/v1/chat/completions') =>
      fetch(stand.atrium.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${person.secret}`, 'content-type': 'application/json' },
        body,
      })
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '{"model":5,"messages":[]}',
      '{"model":"plain"}',
      '{"model":"plain","messages":"no"}',
      '{"model":"plain\\u0000"}',
    ]) {
      const response = await post(body)
      expect([400, 404], body).toContain(response.status)
      expect((await response.json()).error.message).toBeTruthy()
    }
    expect((await post('{}', '/v1/nothing')).status).toBe(404)
    const large = await post(JSON.stringify({ model: 'plain', messages: [{ role: 'user', content: 'x'.repeat(33 << 20) }] })).catch(
      () => undefined,
    )
    if (large) expect(large.status).toBe(413)
  })
})
