import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { Serve } from './call'
import { headerText } from './headers'
import { nodeDoor } from './node-door'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function doorOf(serve: Serve): Promise<number> {
  const made = createServer({ shouldUpgradeCallback: () => false }, nodeDoor(serve))
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
