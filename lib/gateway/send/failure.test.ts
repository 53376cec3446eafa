import { createServer } from 'node:net'
import { Pool } from 'undici'
import { expect, test } from 'vitest'
import { failureOfError, failureOfStatus, retryAfterOf } from './failure'

test.each([
  ['2', 2000],
  ['0.5', 500],
  ['Thu, 01 Jan 1970 00:00:03 GMT', 3000],
  ['99999999', 3_600_000],
  [`1${'0'.repeat(400)}`, 3_600_000],
  ['soon', undefined],
  [undefined, undefined],
])('an upstream that asks for rest gets it, within an hour: %s', (header, ms) => {
  expect(retryAfterOf(header, 0)).toBe(ms)
})

test.each([
  ['API key not valid. Please pass a valid API key.', 'API_KEY_INVALID', 'credentials'],
  ['The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).', undefined, 'window'],
  ['Unable to process input image.', undefined, 'refused'],
])('what Google means by a 400: %s', (message, code, kind) => {
  expect(failureOfStatus(400, { message, ...(code && { code }) })).toMatchObject({ kind })
})

test('an upstream that does not speak HTTP is not asked again', async () => {
  const server = createServer((socket) => socket.on('error', () => {}).once('data', () => socket.write('SSH-2.0-OpenSSH_9.6\r\n')))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const pool = new Pool(`http://127.0.0.1:${Object(server.address()).port}`)
  const error = await pool.request({ method: 'POST', path: '/', body: 'x' }).catch((thrown: unknown) => thrown)
  expect(failureOfError(error, false)).toMatchObject({ kind: 'next', reason: 'malformed' })
  await pool.destroy()
  server.close()
})
