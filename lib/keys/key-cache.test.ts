import { expect, it } from 'vitest'
import { type KeyCache, makeKeyCache, type SecretCheck } from './key-cache'
import type { KeyRow } from './key-row'

const row = (id: string): SecretCheck => ({ ok: true, key: { id } as KeyRow })
const gate = () => Promise.withResolvers<SecretCheck>()
const kept = async (cache: KeyCache, secret: string, check: SecretCheck) => cache.load(secret, async () => check)

it('a reading during which the key changed is answered once and not kept', async () => {
  const cache = makeKeyCache()
  for (const [change, stays] of [
    ['key_1', false],
    [undefined, false],
    ['key_2', true],
  ] as const) {
    const { promise, resolve } = gate()
    const asked = cache.load('secret', () => promise)
    cache.forget(change)
    resolve(row('key_1'))
    expect(await asked).toMatchObject({ key: { id: 'key_1' } })
    expect(cache.get('secret') !== undefined).toBe(stays)
  }
})

it('all who ask at once share one reading, and a failed one is repeated', async () => {
  const cache = makeKeyCache()
  let readings = 0
  const { promise, reject } = gate()
  const read = () => {
    readings++
    return promise
  }
  const asked = [cache.load('s', read), cache.load('s', read), cache.load('s', read)]
  reject(new Error('database is away'))
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(readings).toBe(1)
  expect(await kept(cache, 's', row('key_1'))).toMatchObject({ ok: true })
})

it('it stays bounded, and a missed change clears it', async () => {
  const cache = makeKeyCache({ mostKeys: 10, mostMisses: 5 })
  for (let n = 0; n < 50; n++) {
    await kept(cache, `hit ${n}`, row(`key_${n}`))
    await kept(cache, `miss ${n}`, { ok: false, reason: 'unknown' })
  }
  const count = (what: string) => Array.from({ length: 50 }, (_, n) => cache.get(`${what} ${n}`)).filter(Boolean).length
  expect([count('hit'), count('miss')]).toEqual([10, 5])
  cache.forget(undefined)
  expect([count('hit'), count('miss')]).toEqual([0, 0])
})

it('a key in use outlives those that are not', async () => {
  const cache = makeKeyCache({ mostKeys: 3 })
  for (const n of [1, 2, 3, 4, 5]) {
    await kept(cache, `s${n}`, row(`key_${n}`))
    cache.get('s1')
  }
  expect([1, 2, 3, 4, 5].filter((n) => cache.get(`s${n}`))).toEqual([1, 4, 5])
  cache.forget('key_1')
  expect(cache.get('s1')).toBeUndefined()
})
