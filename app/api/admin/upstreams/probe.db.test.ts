import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { listUpstreams } from '@/lib/catalog/edit/list-rows'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { POST as modelsOf } from './[id]/models/route'
import { POST as test } from './[id]/test/route'
import { POST as modelsOfUnsaved } from './models/route'
import { POST as add } from './route'
import { POST as testUnsaved } from './test/route'

let owner: TestUser
let upstream: Server
let baseUrl = ''
const seen: string[] = []
closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  owner = await newUser({ role: 'owner' })
  upstream = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    if (request.url === '/v1/models') {
      response.setHeader('content-type', 'application/json').end('{"object":"list","data":[{"id":"b"},{"id":"a"}]}')
      return
    }
    response.setHeader('content-type', 'text/event-stream')
    for (const word of ['你好', ' there'])
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: word } }] })}\n\n`)
    response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
  }).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`
})
afterAll(() => upstream.close())

const stream = async (handler: typeof test, body: object, id?: string) => {
  const request = new Request('http://portal.test/api', {
    method: 'POST',
    headers: { host: 'portal.test', authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const response = await handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

it('an upstream is tried before it is saved, with its streamed answer and what it offers', async () => {
  const form = { baseUrl: `${baseUrl}/`, apiKey: 'sk-form' }
  expect((await call(modelsOfUnsaved, { token: owner.token, body: form })).json).toEqual({ models: [{ id: 'a' }, { id: 'b' }] })
  const answer = await stream(testUnsaved as typeof test, { ...form, model: 'a', prompt: 'hi' })
  expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('text/event-stream') })
  expect(answer.text).toContain('你好')
  expect(seen).toEqual(['GET /v1/models Bearer sk-form', 'POST /v1/chat/completions Bearer sk-form'])
})

it('a saved one is called with its own credential, and its faults are told to the operator', async () => {
  const made = await call(add, { token: owner.token, body: { name: 'stand-in', baseUrl, apiKey: 'sk-kept-secret' } })
  const { id } = made.json.upstream
  expect((await call(modelsOf, { token: owner.token, params: { id }, body: {} })).json.models).toHaveLength(2)
  expect((await stream(test, {}, id)).text).toContain(' there')
  expect(seen.at(-1)).toBe('POST /v1/chat/completions Bearer sk-kept-secret')
  const dead = await call(add, { token: owner.token, body: { name: 'dead', baseUrl: 'http://127.0.0.1:1/v1' } })
  const refused = await stream(test, { model: 'm' }, dead.json.upstream.id)
  expect(refused.status).toBe(502)
  expect(refused.text).toContain('upstream_failed')
  expect((await stream(test, { model: 'm' }, 'ups_missing')).status).toBe(404)
})

it('the demo answers without a network', async () => {
  const eliza = (await listUpstreams()).find(({ builtin }) => builtin)
  expect((await stream(test, { prompt: 'I am sad' }, eliza?.id)).text).toContain('data: ')
})
