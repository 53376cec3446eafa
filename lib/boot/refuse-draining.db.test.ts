import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '@/tests/database'
import { refuseDraining } from './refuse-draining'

const server: Server = createServer(refuseDraining)
let url = ''
beforeAll(async () => {
  await freshDatabase()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test('a call that comes while the server drains is refused in OpenAI’s shape, with its ids, readable to a page', async () => {
  const answer = await fetch(`${url}/apiv2/chat/completions`, { method: 'POST', headers: { origin: 'https://app.example' }, body: '{}' })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.headers.get('x-request-id')).toMatch(/^call_/)
  expect(answer.headers.get('request-id')).toBe(answer.headers.get('x-request-id'))
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  const body = (await answer.json()) as { error: object; detail: string }
  expect(body.error).toMatchObject({ code: 'draining', type: 'server_error', param: null })
  expect(body.detail).toBeTruthy()
})

test('a preflight is answered, so that the page hears the refusal itself', async () => {
  const answer = await fetch(`${url}/v1/models`, { method: 'OPTIONS', headers: { 'access-control-request-headers': 'authorization' } })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-headers')).toBe('authorization')
})

test('the portal’s API refuses in its own shape and in the reader’s language', async () => {
  const answer = await fetch(`${url}/api/wallet`, { headers: { 'accept-language': 'zh-CN' } })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  const { error } = (await answer.json()) as { error: { code: string; message: string; requestId: string } }
  expect(error.code).toBe('draining')
  expect(error.message).toMatch(/\p{Script=Han}/u)
  expect(error.requestId).toBe(answer.headers.get('x-request-id'))
})
