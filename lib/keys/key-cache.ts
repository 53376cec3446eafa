import 'server-only'
import { onChange } from '@/lib/db/notify'
import { once } from '@/lib/once'
import type { SecretCheck } from './key-row'

/** A secret that is unknown stays so; this only bounds how long one is remembered. */
const missMs = 10_000

/** Keys asked for lately, by secret: the oldest go first, changed ones at once, all of them when a change was missed. */
export const keyCache = (): KeyCache =>
  once('keys.cache', () => {
    const cache = makeKeyCache()
    onChange('keys', (change) => cache.forget(change?.id))
    return cache
  })

export interface KeyCache {
  get(secret: string): SecretCheck | undefined
  /** Whether it was right when it was read last, though what was read may be forgotten. */
  wasRight(secret: string): boolean
  /** One reading for all who ask at once; not kept when the key changed while it was read. */
  load(secret: string, read: () => Promise<SecretCheck>): Promise<SecretCheck>
  /** Without an id: all of them. */
  forget(id: string | undefined): void
}

export function makeKeyCache({ mostKeys = 50_000, mostMisses = 5_000 } = {}): KeyCache {
  const found = new Map<string, SecretCheck & { ok: true }>()
  const missed = new Map<string, { check: SecretCheck; until: number }>()
  const secrets = new Map<string, string>()
  const right = new Map<string, true>()
  const loading = new Map<string, Promise<SecretCheck>>()
  /** For each reading that runs: what has changed since it began. */
  const running = new Set<{ ids: Set<string | undefined> }>()

  const forget = (id: string | undefined): void => {
    for (const { ids } of running) ids.add(id)
    loading.clear()
    missed.clear()
    if (id === undefined) {
      found.clear()
      secrets.clear()
      return
    }
    const secret = secrets.get(id)
    if (secret !== undefined) found.delete(secret)
    secrets.delete(id)
  }

  const keep = (secret: string, check: SecretCheck): void => {
    if (!check.ok) {
      right.delete(secret)
      missed.set(secret, { check, until: Date.now() + missMs })
      dropOldest(missed, mostMisses)
      return
    }
    found.set(secret, check)
    secrets.set(check.key.id, secret)
    right.set(secret, true)
    dropOldest(right, mostKeys)
    const dropped = dropOldest(found, mostKeys)
    if (dropped) secrets.delete(dropped.key.id)
  }

  return {
    get(secret: string): SecretCheck | undefined {
      const check = found.get(secret)
      if (check) return check
      const miss = missed.get(secret)
      return miss && miss.until > Date.now() ? miss.check : undefined
    },
    wasRight: (secret) => right.has(secret),
    load(secret: string, read: () => Promise<SecretCheck>): Promise<SecretCheck> {
      const same = loading.get(secret)
      if (same) return same
      const since = { ids: new Set<string | undefined>() }
      running.add(since)
      const started = read().then((check) => {
        if (!since.ids.has(undefined) && !(check.ok ? since.ids.has(check.key.id) : since.ids.size > 0)) keep(secret, check)
        return check
      })
      const settled = () => {
        running.delete(since)
        if (loading.get(secret) === started) loading.delete(secret)
      }
      started.then(settled, settled)
      loading.set(secret, started)
      return started
    },
    forget,
  }
}

function dropOldest<T>(map: Map<string, T>, most: number): T | undefined {
  if (map.size <= most) return undefined
  const [oldest] = map.keys()
  if (oldest === undefined) return undefined
  const value = map.get(oldest)
  map.delete(oldest)
  return value
}
