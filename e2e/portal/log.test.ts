import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sent, send } from '../raw.ts'
import { doors, type Stand, startStand } from '../stand.ts'

const words = 'written-by-a-stranger'
const long = `${words} ${'x'.repeat(2000)}`
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** Every part of a request that a stranger may fill. */
const requests: Sent[] = [
  ...['/api/auth/_log', '/api/auth/_log/x'].flatMap((path): Sent[] => [
    { method: 'POST', path, headers: form, body: new URLSearchParams({ level: 'error', code: long, message: words }).toString() },
    { method: 'POST', path, headers: json, body: JSON.stringify({ level: 'error', code: long, message: words }) },
    { method: 'POST', path, headers: json, body: JSON.stringify({ level: words }) },
  ]),
  ...['callback/credentials', 'signin/credentials', 'signin', 'signout', 'session'].flatMap((action): Sent[] => [
    { method: 'POST', path: `/api/auth/${action}`, headers: json, body: `{"csrfToken": ${words}` },
    { method: 'POST', path: `/api/auth/${action}`, headers: json, body: `"${words}"` },
    { method: 'POST', path: `/api/auth/${action}`, headers: json, body: JSON.stringify({ callbackUrl: words, csrfToken: words }) },
    { method: 'POST', path: `/api/auth/${action}`, headers: form, body: `callbackUrl=${words}&csrfToken=${words}&json=true` },
  ]),
  ...['providers', 'csrf', 'session', 'signin', 'signout', 'error', `${words}`, `callback/${words}`, `error/${words}`].flatMap(
    (action): Sent[] => [
      { path: `/api/auth/${action}?callbackUrl=${words}&error=${words}` },
      { path: `/api/auth/${action}?error=${words}%0d%0a%E4%BD%A0` },
      { path: `/api/auth/${action}`, headers: { cookie: `next-auth.callback-url=${words}; next-auth.session-token=${words}` } },
      {
        path: `/api/auth/${action}`,
        headers: { cookie: `next-auth.session-token=a.b.c.d.${words}; next-auth.csrf-token=${words}|${words}` },
      },
    ],
  ),
  ...['/api/auth/login', '/api/auth/register', '/api/setup', `/api/${words}`, '/api/keys'].flatMap((path): Sent[] => [
    { method: 'POST', path, headers: json, body: `{"username": ${words}` },
    {
      method: 'POST',
      path,
      headers: json,
      body: JSON.stringify({ username: words, password: words, [words]: words, token: words, email: words }),
    },
    { method: 'POST', path, headers: { ...json, authorization: `Bearer ${words}`, cookie: `a=${words}` }, body: '{}' },
    { method: 'PUT', path, headers: json, body: words },
    { method: 'TRACE', path: `${path}?${words}` },
    { method: 'PROPFIND', path, headers: { depth: words } },
  ]),
  ...['/', '/login', '/keys', `/${words}`, `/_next/${words}`, `/_next/image?url=${words}&w=${words}&q=1`, `/docs/${words}`].flatMap(
    (path): Sent[] => [
      { path, headers: { rsc: '1', 'next-router-state-tree': words, 'next-url': words } },
      { path, headers: { 'user-agent': words, referer: words, origin: words, 'x-forwarded-host': words, 'x-forwarded-for': words } },
      { method: 'POST', path, headers: { ...json, 'next-action': words }, body: words },
      {
        method: 'POST',
        path,
        headers: { ...json, 'next-action': words.padEnd(42, '0'), origin: `http://${words}`, 'x-forwarded-host': words },
        body: '[]',
      },
      {
        method: 'POST',
        path,
        headers: { 'content-type': 'multipart/form-data; boundary=b', origin: `http://${words}` },
        body: `--b\r\ncontent-disposition: form-data; name="$ACTION_ID_${words}"\r\n\r\n${words}\r\n--b--\r\n`,
      },
      { method: 'TRACE', path },
    ],
  ),
  ...['/v1/models', '/v1/chat/completions', `/v1/${words}`, `/v1beta/models?key=${words}`].flatMap((path): Sent[] => [
    { method: 'POST', path, headers: { ...json, authorization: `Bearer ${words}` }, body: `{"model": ${words}` },
    { method: 'TRACE', path, headers: { 'x-client-request-id': words } },
  ]),
]

describe.each(doors)('the log, door %s', (door) => {
  let stand: Stand
  beforeAll(async () => {
    stand = await startStand({ door, models: ['plain'], env: { LOG_LEVEL: 'debug' } })
  })
  afterAll(() => stand?.stop())

  it('contains no text of a stranger, wherever in a request it was', async () => {
    const said = () => stand.atrium.output()
    for (const request of requests) {
      const before = said().length
      const { status } = await send(stand.atrium.url, request).catch(() => ({ status: 0 }))
      await new Promise((done) => setTimeout(done, 5))
      const added = said().slice(before)
      const which = `${request.method ?? 'GET'} ${request.path} ${JSON.stringify(request.headers ?? {})} ${request.body?.slice(0, 60) ?? ''}`
      expect.soft(added.toLowerCase(), which).not.toContain(words)
      if (request.path.startsWith('/api/auth/') && request.method !== 'TRACE') expect.soft(status, which).toBeLessThan(500)
    }
    await new Promise((done) => setTimeout(done, 200))
    expect(said().toLowerCase()).not.toContain(words)
    expect(said().length).toBeLessThan(200_000) // The output is short enough that nothing was cut from it.
  })
})
