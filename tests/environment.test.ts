import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environment, readEnvironment } from '@/lib/env'

test('.env.example lists every variable, each once, and no other', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const listed = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(listed.sort()).toEqual(Object.keys(environment.shape).sort())
})

test('a start without any variable works, and empty means absent', () => {
  expect(readEnvironment({})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', DATA_DIR: '.data', GATEWAY_DOOR: 'direct', REUSE_PORT: false })
  expect(readEnvironment({ PORT: '', DATABASE_URL: '' })).toEqual(readEnvironment({}))
})

test('wrong values are refused in one sentence that names each variable', () => {
  const read = () => readEnvironment({ PORT: 'x', SECRET_KEY: 'short', DATABASE_URL: 'mysql://x', GATEWAY_DOOR: 'back' })
  expect(read).toThrow(/PORT: .*; .*DATABASE_URL: .*; .*SECRET_KEY: .*; .*GATEWAY_DOOR: /)
})

test('a mistyped proxy stops the start and is not ignored', () => {
  const proxies = (TRUSTED_PROXIES: string) => readEnvironment({ TRUSTED_PROXIES }).TRUSTED_PROXIES
  expect(proxies('10.0.0.0/8, ::1 2001:db8::/32,127.0.0.1')).toEqual(['10.0.0.0/8', '::1', '2001:db8::/32', '127.0.0.1'])
  for (const wrong of ['10.0.0.0/99', 'nginx', '10.0.0.0/8,10.1.2']) expect(() => proxies(wrong)).toThrow(/TRUSTED_PROXIES: /)
})
