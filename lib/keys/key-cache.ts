import 'server-only'
import { LRUCache } from 'lru-cache'
import { onChange } from '@/lib/db/notify'
import { once } from '@/lib/once'
import type { KeyRow } from './key-row'

/** What became of looking for the key of a secret. What it has spent, and when it was used, is as it was when it was read. */
export type SecretCheck = { ok: true; key: KeyRow } | { ok: false; reason: 'malformed' | 'bad_checksum' | 'unknown' | 'deleted' }

/** An unknown secret stays unknown. This only limits how long it is remembered. */
const missMs = 10_000

/** Keys asked for lately, by secret: those not used for longest go first, changed ones at once, all of them when a change was missed. */
export const keyCache = (): KeyCache =>
  once('keys.cache', () => {
    const cache = makeKeyCache()
    onChange('keys', (change) => cache.forget(change?.id))
    return cache
  })

export interface KeyCache {
  get(secret: string): SecretCheck | undefined
  /** Whether the secret was right when it was last read, even if the reading has been dropped. */
  wasRight(secret: string): boolean
  /** Shares one reading among all who ask at once. It is not kept when the key changed meanwhile. */
  load(secret: string, read: () => Promise<SecretCheck>): Promise<SecretCheck>
  /** Drops one key; without an id all of them. */
  forget(id: string | undefined): void
}

export function makeKeyCache({ mostKeys = 50_000, mostMisses = 5_000 } = {}): KeyCache {
  const secrets = new Map<string, string>()
  const found = new LRUCache<string, SecretCheck & { ok: true }>({ max: mostKeys, dispose: ({ key }) => secrets.delete(key.id) })
  const missed = new LRUCache<string, SecretCheck>({ max: mostMisses, ttl: missMs })
  const right = new LRUCache<string, true>({ max: mostKeys })
  const loading = new Map<string, Promise<SecretCheck>>()
  /** The ids that have changed since each running reading began. */
  const running = new Set<{ ids: Set<string | undefined> }>()

  const forget = (id: string | undefined): void => {
    for (const { ids } of running) ids.add(id)
    loading.clear()
    missed.clear()
    if (id === undefined) found.clear()
    else found.delete(secrets.get(id) ?? '')
  }

  const keep = (secret: string, check: SecretCheck): void => {
    if (!check.ok) {
      right.delete(secret)
      missed.set(secret, check)
      return
    }
    found.set(secret, check)
    secrets.set(check.key.id, secret)
    right.set(secret, true)
  }

  return {
    get: (secret) => found.get(secret) ?? missed.get(secret),
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
