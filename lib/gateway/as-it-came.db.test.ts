import { isUtf8 } from 'node:buffer'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

let gateway: Gateway
let caller: TestCaller
let server: Server
/** What the upstream was sent, and what it answers: by default the next answer. */
const sent: string[] = []
const answers: { status: number; body: string | Buffer }[] = []

beforeAll(async () => {
  gateway = await startGateway()
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    sent.push(Buffer.concat(parts).toString())
    const { status, body } = answers.shift() ?? { status: 500, body: '' }
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const target = (upstreamModel: string, params?: object) => ({ targets: [{ upstream: 'fake', upstreamModel, ...(params && { params }) }] })
  await gateway.apply(
    catalogOf(
      [anUpstream(url)],
      [
        { id: 'order', mode: 'rerank', ...target('上游/bge"v2"') },
        { id: 'vectors', mode: 'embedding', ...target('bge', { truncate: true }) },
        { id: 'chat', ...target('qwen') },
      ],
    ),
  )
  caller = await gateway.caller()
})
beforeEach(() => {
  sent.length = 0
  answers.length = 0
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  await gateway.stop()
})

const long = 'The quick brown fox. 敏捷的狐狸 \\u0041\\"model\\":\\"x\\" '.repeat(500)
const chatAnswer =
  '{"id":"1","object":"chat.completion","created":1,"model":"qwen","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}'

it('a long request goes on byte for byte under the name of its target, and so does a long answer', async () => {
  const rest = `"query":"q" , "documents":["${long}",  {"text":"b","model":1.50}],"seed":12345678901234567890`
  const results = `"results":[${'{"index":1,"relevance_score":0.50},'.repeat(900)}{"index":0,"relevance_score":1e-3}],"usage":{"total_tokens":7}`
  answers.push({ status: 200, body: `{"model": "bge",${results}}` })
  const answer = await gateway.post(caller, `{"model":"order",${rest}}`, { path: '/v1/rerank' })
  expect(sent).toEqual([`{"model":"上游/bge\\"v2\\"",${rest.replace('"q" , ', '"q",')}}`])
  expect(await answer.text()).toBe(`{"model": "order",${results},"_cost":${answer.headers.get('x-atrium-charge')}}`)
  expect(answer.headers.get('x-atrium-charge')).toBe('0.007')
})

it('a long answer that is not valid UTF-8 goes out as one that is', async () => {
  const body = Buffer.from(`{"results":[{"index":0,"relevance_score":1,"text":"${long}?"}]}`)
  body[body.lastIndexOf('?')] = 0xff
  answers.push({ status: 200, body })
  const answer = await gateway.post(caller, '{"model":"order","query":"q","documents":["d"]}', { path: '/v1/rerank' })
  const told = Buffer.from(await answer.arrayBuffer())
  expect(isUtf8(told)).toBe(true)
  expect(JSON.parse(told.toString()).results[0].text).toMatch(/\ufffd$/)
})

it('the members of the target win, and are put beside what came', async () => {
  const input = `"input":["${long}"]`
  answers.push({ status: 200, body: `{"data":[{"embedding":[${'0.5,'.repeat(5000)}1]}]}` })
  const answer = await gateway.post(caller, `{${input},"model":"vectors","truncate":false}`, { path: '/v1/embeddings' })
  expect(sent).toEqual([`{${input},"model":"bge","truncate":true}`])
  expect(await answer.json()).toMatchObject({ model: 'vectors', usage: { prompt_tokens: expect.any(Number) } })
})

it('a second attempt is sent the same', async () => {
  const messages = `"messages":[{"role":"user","content":"${long}","extra":1.0}]`
  answers.push({ status: 500, body: '' }, { status: 200, body: chatAnswer })
  const answer = await gateway.post(caller, `{"model":"chat",${messages},"max_tokens":5}`)
  expect((await answer.json()).choices[0].message.content).toBe('hi')
  expect(sent[0]).toContain(messages)
  expect(JSON.parse(sent[0] ?? '')).toMatchObject({ model: 'qwen', max_tokens: 5 })
  expect(sent[1]).toBe(sent[0])
})

it('of what stands twice only that goes on which the hold was placed for', async () => {
  const twice = (text: string) => `"documents":[{"text":"${long}","text":"${text}"}]`
  answers.push({ status: 200, body: '{"results":[{"index":0,"relevance_score":1}]}' })
  await gateway.post(caller, `{"model":"order","query":"q",${twice('short')}}`, { path: '/v1/rerank' })
  expect(JSON.parse(sent[0] ?? '')).toMatchObject({ documents: [{ text: 'short' }] })
  expect(sent[0]).not.toContain('quick')
})
