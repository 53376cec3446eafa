import { InMemorySpanExporter } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GET } from '@/app/metrics/route'
import { env } from '@/lib/env'
import { observers } from '@/lib/gateway/observe/observers'
import { promRegistry } from '@/lib/gateway/observe/prometheus'
import { startTraces } from '@/lib/gateway/observe/traces'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from './gateway'

const messages = [{ role: 'user', content: 'a secret question' }]
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], [{ id: 'plain' }, { id: 'flaky-1.status-500' }]))
  caller = await gateway.caller()
})
afterAll(() => gateway.stop())

const token = 'a token of sixteen characters'
const scrape = async (authorization?: string) => {
  const answer = await GET(new Request('http://localhost/metrics', authorization === undefined ? {} : { headers: { authorization } }))
  return { status: answer.status, text: await answer.text() }
}

it('nobody watches unless somebody was asked to', () => {
  expect(observers()).toEqual([])
})

it('metrics need the token, and count calls, units, charges and attempts', async () => {
  Object.assign(env(), { METRICS_TOKEN: undefined })
  expect((await scrape(`Bearer ${token}`)).status).toBe(404)
  Object.assign(env(), { METRICS_TOKEN: token })
  for (const wrong of [undefined, '', 'Bearer ', `Bearer ${token}x`, token]) expect((await scrape(wrong)).status).toBe(401)
  promRegistry()
  await (await gateway.post(caller, { model: 'plain', messages })).text()
  await (await gateway.post(caller, { model: 'flaky-1.status-500', messages, stream: true })).text()
  await (await gateway.post(caller, { model: 'made-up\n"name', messages })).text()
  const { status, text } = await scrape(`Bearer ${token}`)
  expect(status).toBe(200)
  expect(text).toContain('atrium_calls_total{endpoint="chat/completions",model="plain",status="200",error=""} 1')
  expect(text).toContain('atrium_calls_total{endpoint="chat/completions",model="",status="404",error="model_not_found"} 1')
  expect(text).toContain('atrium_units_total{model="plain",unit="outputTokens"} 8')
  expect(text).toMatch(/atrium_charge_total\{model="plain"\} 0\.02/)
  expect(text).toContain('atrium_attempts_total{upstream="fake",result="status_500"} 1')
  expect(text).toContain('atrium_attempts_total{upstream="fake",result="served"} 2')
  expect(text).toContain('atrium_upstream_running{upstream="fake"} 0')
  expect(text).toContain('atrium_target_state{upstream="fake",model="plain",upstream_model="plain"} 0')
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toContain('made-up')
})

it('traces tell what a call was, below the span of the caller, and none of its words', async () => {
  const exporter = new InMemorySpanExporter()
  const stop = startTraces(exporter)
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await (await gateway.post(caller, { model: 'plain', messages }, { headers: { traceparent } })).text()
  await (await gateway.post(caller, { model: 'made-up', messages })).text()
  const flush = exporter.getFinishedSpans.bind(exporter)
  let spans = flush()
  const reset = exporter.reset.bind(exporter)
  exporter.reset = () => {
    spans = flush()
    reset()
  }
  await stop()
  const [served, refused] = spans
  expect(served).toMatchObject({ name: 'chat plain', parentSpanContext: { spanId: 'b7ad6b7169203331' } })
  expect(served?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c')
  expect(served?.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'plain',
    'gen_ai.provider.name': 'openai',
    'gen_ai.usage.output_tokens': 8,
    'http.response.status_code': 200,
  })
  expect(refused?.attributes).toMatchObject({ 'error.type': 'model_not_found' })
  expect(JSON.stringify(spans.map(({ name, attributes, events }) => ({ name, attributes, events })))).not.toMatch(/secret|river/)
})
