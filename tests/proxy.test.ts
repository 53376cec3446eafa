import { globSync } from 'node:fs'
import { unstable_doesMiddlewareMatch as matches } from 'next/experimental/testing/server'
import { NextRequest } from 'next/server'
import { expect, it } from 'vitest'
import { config, proxy } from '@/proxy'

/** `app/(portal)/chat/[[...id]]/page.tsx` → `/chat/1/2` and `/chat` */
const addressesOf = (file: string): string[] => {
  const path = file
    .replace(/^app/, '')
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\/[^/]*$/, '')
  const filled = path.replace(/\[\[?\.\.\.[^/]*/g, '1/2').replace(/\[[^/]*\]/g, '1')
  return [filled || '/', ...(path.includes('[[') ? [path.replace(/\/\[\[.*$/, '')] : [])]
}
const matched = (path: string) => matches({ config, url: `http://portal.test${path}`, nextConfig: {} })
const pages = globSync('app/**/page.tsx').flatMap(addressesOf)
const routes = globSync('app/**/route.ts').flatMap(addressesOf)
const ask = (path: string, method: string) => proxy(new NextRequest(`http://portal.test${path}`, { method }))

it('matches every page and every unknown path, but no address of a route, whose body would be cut at 10 MB', () => {
  for (const page of [...pages, '/nowhere', '/keys/nowhere', '/apiary', '/v1beta2']) expect(matched(page), page).toBe(true)
  for (const route of [...routes, '/api', '/v1', '/_next/static/chunks/a.js']) expect(matched(route), route).toBe(false)
})

it('answers only GET and HEAD on pages, with a policy for scripts', async () => {
  for (const page of pages) {
    const read = ask(page, 'GET')
    expect([200, 307], page).toContain(read.status)
    if (read.status === 200) expect(read.headers.get('content-security-policy'), page).toMatch(/script-src 'self' 'nonce-/)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const refused = ask(page, method)
      expect(refused.status, `${method} ${page}`).toBe(405)
      expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
      expect(await refused.json()).toMatchObject({ error: { code: 'method_not_allowed', requestId: expect.stringMatching(/^req_/) } })
    }
    const options = ask(page, 'OPTIONS')
    expect([options.status, options.headers.get('allow')], page).toEqual([204, 'GET, HEAD, OPTIONS'])
  }
})

it('answers 404 to an unknown path with any method, without passing it to Next, which would log it', async () => {
  expect(ask('/nowhere', 'GET').status).toBe(200) // Next's own page answers here.
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const refused = ask('/nowhere', method)
    expect([refused.status, (await refused.json()).error.code], method).toEqual([404, 'not_found'])
  }
})
