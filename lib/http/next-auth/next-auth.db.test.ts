import { beforeAll, describe, expect, it } from 'vitest'
import { register } from '@/lib/auth/register'
import { bootPortal, closePortalAfterwards } from '@/tests/portal'
import { nextAuthHandler } from './handler'

closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await register({ username: 'reader', password: 'correct horse' })
})

/** Asks as next-auth's script in one of our pages does, and keeps cookies as a browser does. */
function browser() {
  const cookies = new Map<string, string>()
  const ask = async (
    path: string,
    { method = 'GET', body, headers = {} }: { method?: string; body?: object | string; headers?: object } = {},
  ) => {
    const address = path.replace(/\?.*/, '').split('/')
    const response = await nextAuthHandler(
      new Request(`http://portal.test/api/auth/${path}`, {
        method,
        headers: {
          host: 'portal.test',
          ...(method === 'POST' && { origin: 'http://portal.test', 'content-type': 'application/x-www-form-urlencoded' }),
          cookie: [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
          ...headers,
        },
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : new URLSearchParams(body as Record<string, string>).toString(),
        }),
      }),
      { params: Promise.resolve({ nextauth: address }) },
    )
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, decodeURIComponent(value))
    }
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined }
  }
  const csrf = async () => (await ask('csrf')).json.csrfToken as string
  return { cookies, ask, csrf }
}

describe('next-auth', () => {
  it('signs a browser in and out, and tells why not', async () => {
    const { ask, csrf, cookies } = browser()
    expect((await ask('providers')).json).toHaveProperty('credentials.signinUrl')
    const credentials = { username: 'reader', password: 'correct horse', json: 'true', callbackUrl: 'http://evil.test/' }
    const wrong = await ask('callback/credentials', { method: 'POST', body: { ...credentials, csrfToken: await csrf(), password: 'no' } })
    expect([wrong.status, new URL(wrong.json.url).searchParams.get('error')]).toEqual([401, 'wrong_credentials'])
    const signed = await ask('callback/credentials', { method: 'POST', body: { ...credentials, csrfToken: await csrf() } })
    expect(signed.status).toBe(200)
    expect(signed.json.url).not.toContain('evil')
    expect(cookies.get('next-auth.session-token')).toBeTruthy()
    expect((await ask('session')).json).toMatchObject({ user: { name: expect.stringMatching(/^\d+$/) } })
    expect((await ask('signout', { method: 'POST', body: { csrfToken: await csrf(), json: 'true' } })).status).toBe(200)
    expect(cookies.get('next-auth.session-token')).toBe('')
    expect((await ask('session')).json).toEqual({})
  })

  it('has no log for strangers, no pages of its own, and no callback of providers that there are not', async () => {
    const { ask } = browser()
    for (const path of [
      '_log',
      '_log/x',
      'verify-request',
      'callback',
      'callback/x',
      'providers/x',
      'constructor',
      'signin/credentials/x',
    ]) {
      for (const method of ['GET', 'POST']) {
        const { status, json } = await ask(path, { method })
        expect([status, json.error.code], `${method} ${path}`).toEqual([404, 'not_found'])
        expect(new URL(json.url).searchParams.get('error')).toBe('not_found')
      }
    }
  })

  it('names the methods of each address', async () => {
    const { ask } = browser()
    for (const [path, allow] of [
      ['callback/credentials', 'POST, OPTIONS'],
      ['signout', 'POST, OPTIONS'],
      ['session', 'GET, HEAD, OPTIONS'],
    ] as const) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
        (each) => each === 'OPTIONS' || !allow.includes(each),
      )) {
        const { status, json, headers } = await ask(path, { method })
        expect([status, headers.get('allow')], `${method} ${path}`).toEqual([method === 'OPTIONS' ? 204 : 405, allow])
        if (status === 405) expect(json.error).toMatchObject({ code: 'method_not_allowed', requestId: expect.any(String) })
      }
    }
    expect((await ask('session', { method: 'HEAD' })).status).toBe(200)
  })

  it('never receives a request that it would answer with 500', async () => {
    const { ask, cookies } = browser()
    const json = { 'content-type': 'application/json' }
    for (const action of ['callback/credentials', 'signout']) {
      for (const body of ['{"a":', 'null', '"x"', '5', '[1]', '{"callbackUrl":5,"csrfToken":{},"username":[]}', '{"callbackUrl":"::"}', ''])
        expect((await ask(action, { method: 'POST', body, headers: json })).status, `${action} ${body}`).toBeLessThan(500)
      expect((await ask(action, { method: 'POST', body: 'username=a%00' })).status).toBe(400)
    }
    for (const text of ['nonsense', 'http://[', '//evil.test', '/你好', 'a\r\nb', 'javascript:1', 'x'.repeat(9000)]) {
      cookies.set('next-auth.callback-url', text)
      for (const action of ['providers', 'csrf', 'session', 'signin', 'error']) {
        const { status, headers } = await ask(`${action}?callbackUrl=${encodeURIComponent(text)}&error=${encodeURIComponent(text)}`)
        expect(status, `${action} ${text}`).toBeLessThan(400)
        expect(decodeURIComponent(headers.get('location') ?? '')).not.toMatch(/evil|javascript|\n/)
      }
    }
  })
})
