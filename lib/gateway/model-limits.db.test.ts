import { afterAll, beforeAll, expect, it } from 'vitest'
import { anUpstream, catalogOf, type Gateway, startGateway } from '@/tests/gateway'
import { balancesOf } from '@/tests/ledger'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway

beforeAll(async () => {
  gateway = await startGateway()
  const models = [{ id: 'plain', rpm: 3 }, { id: 'slow-50x60', concurrency: 1 }, { id: 'nousage', weeklyTokens: 20 }, { id: 'usage' }]
  await gateway.apply({
    ...catalogOf([anUpstream(gateway.upstream.url)], models),
    groups: [{ name: 'default', rpm: 1000, tpm: 1_000_000 }],
  })
})
afterAll(() => gateway.stop())

it('the requests per minute of a model are told in the headers and refused with its name, other models go on', async () => {
  const caller = await gateway.caller()
  for (const left of ['2', '1', '0']) {
    const response = await gateway.post(caller, { model: 'plain', messages })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('3')
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe(left)
    await response.text()
  }
  const refused = await gateway.post(caller, { model: 'plain', messages })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ error: { code: 'rate_limit_exceeded', limit: 'rpm', level: 'model' } })
  expect((await gateway.post(caller, { model: 'usage', messages })).status).toBe(200)
  expect((await gateway.post(await gateway.caller(), { model: 'plain', messages })).status).toBe(200)
  expect(await balancesOf(caller)).toMatchObject({ held: 0n })
})

it('the calls at once of a model are free again when a stream ends or its caller leaves', async () => {
  const caller = await gateway.caller()
  const ask = () => gateway.post(caller, { model: 'slow-50x60', messages, stream: true })
  const running = await ask()
  expect(running.status).toBe(200)
  const refused = await ask()
  expect(refused.status).toBe(429)
  expect(await refused.json()).toMatchObject({ error: { limit: 'concurrency', level: 'model' } })
  await running.body?.cancel()
  await gateway.record(running.headers.get('x-request-id'))
  const next = await ask()
  expect(next.status).toBe(200)
  await next.body?.cancel()
})

it('the tokens per week of a model are refused with a code at which agents stop', async () => {
  const caller = await gateway.caller()
  const ask = () => gateway.post(caller, { model: 'nousage', messages, max_tokens: 20 })
  const first = await ask()
  expect(first.status).toBe(200)
  await first.text()
  await gateway.record(first.headers.get('x-request-id'))
  const refused = await ask()
  expect(refused.status).toBe(429)
  expect(await refused.json()).toMatchObject({ error: { code: 'insufficient_quota', limit: 'weeklyTokens', level: 'model' } })
})
