import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decoded } from '../send/decompress'
import { asked, done, finish, role, say, up } from './__fixtures__/chunks'
import { options, settling } from './__fixtures__/feed'
import { openStream } from './open-stream'

let behave: (response: ServerResponse) => void = () => {}
let connections = 0
const server = createServer((_, response) => behave(response)).on('connection', () => connections++)
let pool: Pool

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterAll(async () => {
  await pool.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function call(signal = new AbortController().signal) {
  const { statusCode, headers, body } = await pool.request({ path: '/', method: 'GET', signal })
  const opened = await openStream(decoded({ status: statusCode, headers, body }), options({ signal }))
  if (!opened.ok) throw new Error(opened.reason)
  const { ends, settled } = settling()
  return { body: opened.start(ends), settled }
}

test('over real connections: a whole stream, and the next call uses the same connection', async () => {
  behave = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(up(role, say('Hi')).join(''))
    setTimeout(() => {
      response.write(up(finish()).join('') + done)
      setTimeout(() => response.end(), 10)
    }, 10)
  }
  for (let i = 0; i < 3; i++) {
    const { body } = await call()
    let out = ''
    for await (const part of body) out += part
    expect(out).toBe(asked(role, say('Hi'), finish()) + done)
    await expect.poll(() => pool.stats.running, { interval: 5 }).toBe(0)
  }
  expect(connections).toBe(1)
})

test.each(['body', 'signal'])('when the caller goes away (%s) the upstream hears of it at once', async (way) => {
  const heard = Promise.withResolvers<number>()
  behave = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const more = setInterval(() => response.write(say(' x').up), 5)
    response.on('close', () => {
      clearInterval(more)
      heard.resolve(performance.now())
    })
  }
  const gone = new AbortController()
  const { body, settled } = await call(gone.signal)
  body.resume()
  await sleep(50)
  const left = performance.now()
  if (way === 'body') body.destroy()
  else gone.abort()
  expect((await heard.promise) - left).toBeLessThan(5000)
  await sleep(10)
  expect(settled).toMatchObject([{ how: 'gone' }])
})

test('a torn connection is a cut', async () => {
  behave = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(up(role, say('Hi')).join(''))
    setTimeout(() => response.destroy(), 20)
  }
  const { body, settled } = await call()
  let out = ''
  for await (const part of body) out += part
  expect(out).toContain('upstream_failed')
  expect(out).not.toContain('[DONE]')
  expect(settled).toMatchObject([{ how: 'cut', text: 'Hi' }])
})
