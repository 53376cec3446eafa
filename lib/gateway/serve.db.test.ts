import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { webDoor } from './doors/web-door'
import { serve } from './serve'
import { runningStreams } from './settle/running-streams'
import { occupancy } from './targets/slots'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        { id: 'plain', aliases: ['hepai/plain:latest'] },
        { id: 'status-500' },
        {
          id: 'old',
          deprecatedAt: '2026-12-01',
          sunsetAt: '2027-03-01',
          successor: 'plain',
          targets: [{ upstream: 'fake', upstreamModel: 'plain' }],
        },
        { id: 'cut-3' },
        { id: 'nousage' },
        { id: 'slow-50x200' },
        { id: 'asks', needsUserMessage: true, targets: [{ upstream: 'fake', upstreamModel: 'plain' }] },
      ],
    ),
  )
  caller = await gateway.caller()
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

describe('a paid call', () => {
  it('of a deprecated model says since when, and when the model will be gone', async () => {
    for (const stream of [false, true]) {
      const { headers } = await gateway.post(caller, { model: 'old', messages, stream })
      expect(headers.get('x-atrium-model')).toBe('old')
      expect(headers.get('deprecation')).toBe(`@${Date.UTC(2026, 11, 1) / 1000}`)
      expect(headers.get('sunset')).toBe('Mon, 01 Mar 2027 00:00:00 GMT')
    }
    const { headers } = await gateway.post(caller, { model: 'plain', messages })
    expect([headers.get('deprecation'), headers.get('sunset')]).toEqual([null, null])
  })
  it('is answered under the name that was asked for, with its cost, and recorded to the nano', async () => {
    const response = await gateway.post(caller, { model: 'hepai/plain:latest', messages }, { headers: { 'x-client-request-id': 'mine-1' } })
    const answer = await response.json()
    expect(response.status).toBe(200)
    expect(answer).toMatchObject({ model: 'hepai/plain:latest', choices: [{ message: { role: 'assistant' } }] })
    const { prompt_tokens: input, completion_tokens: output } = answer.usage
    expect(answer._cost).toBe((input + output * 2) / 1000)
    expect(response.headers.get('x-atrium-charge')).toBe(String(answer._cost))
    expect(response.headers.get('x-atrium-model')).toBe('plain')
    const id = response.headers.get('x-request-id')
    expect(id).toMatch(/^call_/)
    expect(response.headers.get('request-id')).toBe(id)
    expect(await gateway.record(id)).toMatchObject({
      charge: BigInt(input + output * 2) * 1_000_000n,
      model: 'hepai/plain:latest',
      model_used: 'plain',
      status: 200,
      client_request_id: 'mine-1',
      input_tokens: input,
      output_tokens: output,
      attempts: [{ upstream: 'fake', status: 200, reason: null }],
    })
  })

  it('streams through, ends with [DONE], tells usage and cost to who asked, and is settled before its last byte', async () => {
    const response = await gateway.post(caller, { model: 'plain', messages, stream: true, stream_options: { include_usage: true } })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    const text = await response.text()
    const { rows } = await pool().query('select charge from usage_records where id = $1', [response.headers.get('x-request-id')])
    expect(rows).toHaveLength(1)
    const chunks = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(String(json)))
    expect(text.trimEnd()).toMatch(/data: \[DONE\]$/)
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(['plain']))
    const last = chunks.at(-1)
    expect(BigInt(Math.round(last._cost * 1000)) * 1_000_000n).toBe(rows[0].charge)
  })

  it('gives the same answer through the door of the route handlers', async () => {
    const door = webDoor(serve)
    const ask = (body: object) =>
      door(
        new Request('http://atrium/api/v1/chat/completions', {
          method: 'POST',
          headers: { 'x-api-key': caller.secret, 'content-type': 'application/json', origin: 'https://page.example' },
          body: JSON.stringify(body),
        }),
      )
    const whole = await ask({ model: 'plain', messages })
    expect(whole.status).toBe(200)
    expect(whole.headers.get('access-control-allow-origin')).toBe('*')
    expect((await whole.json())._cost).toBeGreaterThan(0)
    expect(await (await ask({ model: 'plain', messages, stream: true })).text()).toMatch(/data: \[DONE\]\s*$/)
  })

  it('that fails everywhere costs nothing and leaves nothing held', async () => {
    for (const stream of [false, true]) {
      const response = await gateway.post(caller, { model: 'status-500', messages, stream })
      expect(response.status).toBe(502)
      expect((await response.json()).error).toMatchObject({ code: 'upstream_failed', type: 'server_error' })
      const record = await gateway.record(response.headers.get('x-request-id'))
      expect(record).toMatchObject({ charge: 0n, status: 502, error_code: 'upstream_failed' })
      expect(record.attempts).toHaveLength(2)
    }
  })

  it('that is cut after content is charged by what was delivered and says so', async () => {
    const response = await gateway.post(caller, { model: 'cut-3', messages, stream: true })
    const text = await response.text()
    expect(text).toMatch(/"error"/)
    expect(text).not.toMatch(/\[DONE\]/)
    const record = await gateway.record(response.headers.get('x-request-id'))
    expect(record).toMatchObject({ estimated: true, status: 502 })
    expect(record.charge).toBeGreaterThan(0n)
  })

  it('is counted here when the upstream reports nothing', async () => {
    const response = await gateway.post(caller, { model: 'nousage', messages })
    expect(await gateway.record(response.headers.get('x-request-id'))).toMatchObject({ estimated: true, status: 200 })
  })

  it('whose caller leaves is aborted upstream long before the answer would end, settled, and its place freed', async () => {
    const abort = new AbortController()
    const response = await gateway.post(caller, { model: 'slow-50x200', messages, stream: true }, { signal: abort.signal })
    const reader = response.body?.getReader()
    for (let i = 0; i < 6; i++) await reader?.read()
    const left = performance.now()
    abort.abort()
    await reader?.closed.catch(() => {})
    const record = await gateway.record(response.headers.get('x-request-id'))
    expect(performance.now() - left).toBeLessThan(5000)
    expect(record).toMatchObject({ status: 499, error_code: 'client_gone', estimated: true })
    expect(record.charge).toBeGreaterThan(0n)
    await expect.poll(() => gateway.upstream.calls().at(-1)?.state).toBe('gone')
    expect(runningStreams()).toBe(0)
  })

  it('is refused without money before any upstream hears of it', async () => {
    const poor = await gateway.caller({ cash: 0n })
    gateway.upstream.clear()
    const response = await gateway.post(poor, { model: 'plain', messages })
    expect(response.status).toBe(402)
    expect((await response.json()).error).toMatchObject({
      type: 'insufficient_quota',
      code: 'insufficient_quota',
      reason: 'insufficient_balance',
    })
    expect(gateway.upstream.calls()).toEqual([])
    expect(await gateway.record(response.headers.get('x-request-id'))).toMatchObject({ status: 402, charge: 0n })
  })

  it('needs a user message where the model does', async () => {
    const response = await gateway.post(caller, { model: 'asks', messages: [{ role: 'system', content: 'x' }] })
    expect(response.status).toBe(400)
    expect((await response.json()).error.code).toBe('user_message_missing')
  })

  it('frees every place at its upstream, however it ended', async () => {
    const { rows } = await pool().query("select id from upstreams where name = 'fake'")
    expect(occupancy(rows[0].id)).toEqual({ running: 0, waiting: 0 })
  })
})
