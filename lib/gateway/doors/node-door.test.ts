import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { Serve } from '../call/call'
import { headerText } from '../reply/headers'
import { nodeDoor } from './node-door'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function doorOf(serve: Serve, room?: Parameters<typeof nodeDoor>[1]): Promise<number> {
  const made = createServer({ shouldUpgradeCallback: () => false }, nodeDoor(serve, room))
  server = made
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done))
  return (made.address() as AddressInfo).port
}

test('an answer that cannot be written ends the connection, and its stream hears of it', async () => {
  const body = new Readable({ read() {} })
  const port = await doorOf(async () => ({ status: 200, headers: { 'x-odd': '模型' }, body }))
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  expect(body.destroyed).toBe(true)
})

test('the body of a caller who has left meanwhile is not waited for', async () => {
  const heard = Promise.withResolvers<unknown>()
  const arrived = Promise.withResolvers<void>()
  const port = await doorOf(async (call) => {
    arrived.resolve()
    await sleep(50)
    await call.body(100).then(heard.resolve, heard.resolve)
    return { status: 204, headers: {}, body: null }
  })
  const socket = connect(port, '127.0.0.1', () => socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nab'))
  await arrived.promise
  socket.destroy()
  expect(await heard.promise).toMatchObject({ code: 'client_gone' })
})

test('large bodies that come in at once have a limit together; small ones come in beside them, and what has come makes room', async () => {
  const serve: Serve = async (call) => {
    const said = await call.body(10_000).then(
      (body) => String(body.length),
      (error: { code: string }) => error.code,
    )
    return { status: 200, headers: {}, body: said }
  }
  const port = await doorOf(serve, { all: 1500, small: 100 })
  const post = async (bytes: number) => (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x'.repeat(bytes) })).text()
  const slow = request({ port, method: 'POST', headers: { 'content-length': 1200 } })
  slow.write('x'.repeat(1000))
  await sleep(50)
  expect(await post(90)).toBe('90')
  expect(await post(900)).toBe('unavailable')
  const ended = new Promise((done) => slow.on('response', done))
  slow.end('x'.repeat(200))
  await ended
  expect(await post(900)).toBe('900')
  expect(await post(1400)).toBe('1400')
})

test('a request that offers another protocol is answered as it stands', async () => {
  const port = await doorOf(async (call) => ({ status: 200, headers: {}, body: await call.body(100) }))
  const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAoAAA' }
  const said = await new Promise<string>((done, failed) => {
    const sent = request({ port, method: 'POST', headers }, async (response) => {
      let text = ''
      for await (const part of response) text += part
      done(text)
    })
    sent.on('error', failed)
    sent.end('hello')
  })
  expect(said).toBe('hello')
})

test.each([
  ['gpt-4o', 'gpt-4o'],
  ['a/b:latest', 'a/b:latest'],
  ['通义/千问', '%E9%80%9A%E4%B9%89/%E5%8D%83%E9%97%AE'],
])('a model of any name fits into a header: %s', (name, text) => {
  expect(headerText(name)).toBe(text)
})
