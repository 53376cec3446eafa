import { globSync, readFileSync } from 'node:fs'
import { METHODS } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../atrium.ts'
import type { Portal } from '../portal.ts'
import { type RawAnswer, send, sendText } from '../raw.ts'
import { doors, type Stand, startStand } from '../stand.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']
/** Every method that Node can read. CONNECT does not arrive as a request. */
const allMethods = METHODS.filter((method) => method !== 'CONNECT')

interface Address {
  path: string
  serves: string[]
}

/** `app/api/keys/[id]/route.ts` → `/api/keys/x` and the verbs that the file gives to `verbs()`. */
const portal = globSync('app/api/**/route.ts', { cwd: root })
  .filter((file) => !/\[\.\.\.|\[\[/.test(file))
  .map((file): Address => {
    const text = readFileSync(root + file, 'utf8')
    return {
      path: `/${file
        .replace(/^app\//, '')
        .replace(/\/route\.ts$/, '')
        .replace(/\[[^\]]*\]/g, 'x')}`,
      serves: [...text.matchAll(/^ {2}([A-Z]+): /gm)].map(([, verb]) => verb ?? ''),
    }
  })
const nextAuth: Address[] = [
  ...['providers', 'csrf', 'session', 'error', 'signin'].map((name) => ({ path: `/api/auth/${name}`, serves: ['GET'] })),
  ...['signout', 'callback/credentials'].map((name) => ({ path: `/api/auth/${name}`, serves: ['POST'] })),
]
const pages: Address[] = ['/', '/login', '/keys', '/chat/x', '/dashboard', '/admin/users'].map((path) => ({ path, serves: ['GET'] }))
const gateway: Address[] = [
  ...['/v1/models', '/api/v1/models/x', '/apiv2/models', '/dashboard/billing', '/dashboard/billing/usage', '/v1/models/'].map((path) => ({
    path,
    serves: ['GET'],
  })),
  ...['/v1/chat/completions', '/apiv2/v1/chat/completions'].map((path) => ({ path, serves: ['POST'] })),
]
const nowhere = [
  '/api/nowhere',
  '/api',
  '/api/keys/x/nowhere',
  '/api/auth/_log',
  '/api/auth/nowhere',
  '/nowhere',
  '/v1/nowhere',
  '/v1beta/nowhere',
  '/apiv2',
]

const allowOf = (answer: RawAnswer) =>
  String(answer.headers.allow ?? '')
    .split(', ')
    .sort()
const wanted = (serves: string[]) => [...serves, ...(serves.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort()
const corsOf = (answer: RawAnswer) => Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))

describe.each(doors)('methods, door %s', (door) => {
  let stand: Stand
  let owner: Portal
  beforeAll(async () => {
    stand = await startStand({ door, models: ['plain'] })
    owner = stand.owner
  })
  afterAll(() => stand?.stop())
  const ask = (path: string, method: string, headers = {}) => send(stand.atrium.url, { method, path, headers })

  it.each([
    ['the portal', portal],
    ['next-auth', nextAuth],
    ['pages', pages],
    ['the gateway', gateway],
  ])('%s: a method that an address does not serve is a 405 that names those that it does', async (where, addresses) => {
    expect(addresses.every(({ serves }) => serves.length > 0)).toBe(true)
    for (const [at, { path, serves }] of addresses.entries()) {
      for (const method of at === 0 ? allMethods : methods) {
        const what = `${method} ${path}`
        const answer = await ask(path, method)
        expect.soft(answer.status, what).toBeLessThan(500)
        if (method === 'OPTIONS') {
          expect.soft(answer.status, what).toBe(204)
          if (where !== 'the gateway') expect.soft([corsOf(answer), allowOf(answer)], what).toEqual([[], wanted(serves)])
        } else if (serves.includes(method)) {
          expect.soft([405, 501], what).not.toContain(answer.status)
        } else if (method === 'HEAD' && serves.includes('GET')) {
          const read = await ask(path, 'GET')
          expect.soft([answer.text, where === 'the gateway' ? 200 : read.status], what).toEqual(['', answer.status])
        } else {
          expect.soft([answer.status, allowOf(answer)], what).toEqual([405, wanted(serves)])
          if (method === 'HEAD') continue
          const error = {
            code: 'method_not_allowed',
            message: expect.any(String),
            ...(where !== 'the gateway' && { requestId: expect.any(String) }),
          }
          expect.soft(answer.error, what).toMatchObject(error)
          expect.soft(answer.headers['x-request-id'], what).toBeTruthy()
        }
      }
    }
  })

  it('the same below /v1beta, in the shape of its own clients', async () => {
    const verbs = ['generateContent', 'streamGenerateContent', 'countTokens', 'embedContent', 'batchEmbedContents'].map(
      (verb) => `/v1beta/models/x:${verb}`,
    )
    const own: Address[] = [
      ...['/v1beta/models', '/v1beta/models/x'].map((path) => ({ path, serves: ['GET'] })),
      ...[...verbs, '/v1/models/a/b:generateContent'].map((path) => ({ path, serves: ['POST'] })),
    ]
    for (const { path, serves } of own)
      for (const method of ['PUT', 'DELETE', 'TRACE', ...['GET', 'POST'].filter((each) => !serves.includes(each))]) {
        const answer = await ask(path, method)
        expect.soft([answer.status, allowOf(answer)], `${method} ${path}`).toEqual([405, wanted(serves)])
        expect.soft(answer.error, `${method} ${path}`).toMatchObject({ code: 405, status: 'UNIMPLEMENTED' })
      }
  })

  it('an unknown path is 404 with any method', async () => {
    const signedIn = { authorization: `Bearer ${owner.token}` }
    for (const path of nowhere) {
      for (const method of methods) {
        if (method === 'OPTIONS' && /^\/(v1|apiv2)/.test(path)) continue // A browser sends this as a preflight.
        const answer = await ask(path, method, signedIn)
        expect.soft(answer.status, `${method} ${path}`).toBe(404)
        if (method !== 'HEAD' && !(method === 'GET' && path === '/nowhere'))
          expect.soft(answer.error?.code, `${method} ${path}`).toBeTruthy()
      }
    }
  })

  it('a method that Node does not know, or a tunnel, is refused in the usual shape', async () => {
    for (const path of ['/api/keys', '/v1/models', '/', 'example.edu:443'])
      for (const method of ['get', 'FOO', 'Post', 'CONNECT']) {
        const answer = await sendText(stand.atrium.url, `${method} ${path} HTTP/1.1\r\nhost: x\r\n\r\n`)
        expect.soft([answer.status, answer.error?.code], `${method} ${path}`).toEqual([405, 'method_not_allowed'])
        expect.soft(allowOf(answer), `${method} ${path}`).toContain('GET')
        expect.soft(answer.error?.requestId).toBe(answer.headers['x-request-id'])
      }
    const broken = await sendText(stand.atrium.url, 'GET / HTTP/9.9\r\n\r\n')
    expect([broken.status, broken.error?.code]).toEqual([400, 'invalid_request'])
    const long = await sendText(stand.atrium.url, `GET / HTTP/1.1\r\nhost: x\r\na: ${'a'.repeat(40_000)}\r\n\r\n`)
    expect(long.status).toBe(431)
  })

  it('a caller who asks for a tunnel and leaves ends only their own connection', async () => {
    const { hostname, port } = new URL(stand.atrium.url)
    for (let times = 0; times < 100; times++)
      await new Promise<void>((done) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write('CONNECT example.edu:443 HTTP/1.1\r\nhost: x\r\n\r\n')
          setImmediate(() => socket.resetAndDestroy())
        })
        socket.on('error', () => undefined).on('close', () => done())
      })
    expect((await ask('/api/health/live', 'GET')).status).toBe(200)
    expect(stand.atrium.output()).not.toContain('ECONNRESET')
  })

  it('a caller who writes the header for such a verb gains nothing', async () => {
    for (const method of ['GET', 'OPTIONS'])
      expect((await ask('/api/keys', method, { 'x-atrium-verb': 'TRACE' })).status, method).toBe(method === 'GET' ? 401 : 204)
  })
})
