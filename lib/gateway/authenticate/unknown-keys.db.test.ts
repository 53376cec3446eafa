import { decode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSession } from '@/lib/auth/sign-in'
import { pool } from '@/lib/db/pool'
import { portalCallerOf } from '@/lib/http/caller'
import { keyCache } from '@/lib/keys/key-cache'
import { newSecret } from '@/lib/keys/secret'
import { type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { authenticate } from './authenticate'

vi.mock('next-auth/jwt', async (original) => {
  const real = await original<typeof import('next-auth/jwt')>()
  return { ...real, decode: vi.fn(real.decode) }
})

let gateway: Gateway
let known: TestCaller
beforeAll(async () => {
  gateway = await startGateway()
  known = await gateway.caller({ key: { scopes: ['global'] } })
})
afterAll(() => gateway.stop())
afterEach(() => {
  vi.restoreAllMocks()
})

const code = ({ code }: { code?: string }) => code ?? 'unknown error'
const told = (asked: Promise<unknown>) => asked.then(() => 'in', code)
const byGateway = (secret: string, address: string) =>
  told(authenticate({ headers: { authorization: `Bearer ${secret}` } } as Parameters<typeof authenticate>[0], address))
const byPortal = (secret: string, address: string) => told(portalCallerOf(new Headers({ authorization: `Bearer ${secret}` }), address))
const many = (to: number) => Array.from({ length: to }, (_, n) => n)
const count = (answers: string[], which: string) => answers.filter((answer) => answer === which).length
/** Counts how often the database is asked for a key. */
function lookUps(): () => number {
  const asked = vi.spyOn(pool(), 'query')
  return () => asked.mock.calls.filter(([query]) => JSON.stringify(query).includes('from api_keys')).length
}

const uuid = () => crypto.randomUUID()
describe.each([
  ['at the gateway from one address', byGateway, () => '192.0.2.1', newSecret],
  ['at the portal from all over one IPv6 network', byPortal, (n: number) => `2001:db8::${n.toString(16)}`, uuid],
])('a thousand unknown keys at once %s', (_, ask, place, made) => {
  it('cost few look-ups, and what is known passes meanwhile', async () => {
    expect(await byGateway(known.secret, place(0))).toBe('in')
    const asked = lookUps()
    const flood = Promise.all(many(1000).map((n) => ask(made(), place(n))))
    expect(await Promise.race([byGateway(known.secret, place(0)), flood])).toBe('in')
    const answers = await flood
    expect(asked()).toBeLessThanOrEqual(45)
    expect(count(answers, 'too_many_failures')).toBeGreaterThanOrEqual(1000 - asked())
    expect(count(answers, 'too_many_failures') + count(answers, 'invalid_api_key')).toBe(1000)
  })
})

it('a key that is new here comes in from an address where others fail, at the latest when it comes again', async () => {
  const fresh = await gateway.caller()
  const place = '192.0.2.3'
  const flood = setInterval(() => void byGateway(newSecret(), place), 10)
  await vi.waitFor(async () => expect(await byPortal(newSecret(), place)).toBe('too_many_failures'), 20_000)
  const first = await byGateway(fresh.secret, place)
  expect(['in', 'too_many_failures']).toContain(first)
  if (first !== 'in') expect(await byGateway(fresh.secret, place)).toBe('in')
  clearInterval(flood)
})

it('a key that was right is read again at once when what is known of it was forgotten', async () => {
  const place = '192.0.2.4'
  expect(await byGateway(known.secret, place)).toBe('in')
  const flood = Promise.all(many(200).map(() => byGateway(newSecret(), place)))
  keyCache().forget(undefined)
  expect(await Promise.race([byGateway(known.secret, place), flood])).toBe('in')
  await flood
})

describe('tokens of sessions', () => {
  const madeUp = (token: string) => `${token.slice(0, -20)}${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`

  it.each([
    ['the gateway', byGateway, '192.0.2.5'],
    ['the portal', byPortal, '192.0.2.6'],
  ])('that are made up are read as rarely at %s, and one that is known passes meanwhile', async (_, ask, place) => {
    const { token } = await openSession(known.userId, {})
    expect(await ask(token, place)).toBe('in')
    vi.mocked(decode).mockClear()
    const asked = vi.spyOn(pool(), 'query')
    const flood = Promise.all(many(1000).map(() => ask(madeUp(token), place)))
    expect(await Promise.race([ask(token, place), flood])).toBe('in')
    const answers = await flood
    expect(vi.mocked(decode).mock.calls.length).toBeLessThanOrEqual(45)
    expect(count(answers, 'in')).toBe(0)
    expect(asked.mock.calls.filter(([query]) => JSON.stringify(query).includes('from sessions'))).toEqual([])
  })

  it('that have expired do not count as failures', async () => {
    const place = '192.0.2.7'
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 40 * 86_400_000 })
    const old = await Promise.all(many(60).map(() => openSession(known.userId, {})))
    vi.useRealTimers()
    expect(count(await Promise.all(old.map(({ token }) => byPortal(token, place))), 'not_signed_in')).toBe(60)
    const { token } = await openSession(known.userId, {})
    expect(await byPortal(madeUp(token), place)).toBe('not_signed_in')
  })
})
