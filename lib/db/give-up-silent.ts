import 'server-only'
import type pg from 'pg'

/**
 * Ends connections whose statement has had no answer for `ms` milliseconds: what waited for it fails as when a connection breaks, and the
 * pool opens another. For pools with statements of less than that, against networks that swallow answers.
 *
 * In place of pg's `query_timeout`, whose timer for every single statement keeps the statement and what it carried from the quick
 * collections of the garbage collector: a third of all that calls left behind for the slow ones.
 */
export function giveUpSilent(pool: pg.Pool, ms: number): void {
  const since = new Map<pg.PoolClient, { taken: number }>()
  pool.on('connect', (client) => since.set(client, { taken: Number.POSITIVE_INFINITY }))
  pool.on('remove', (client) => since.delete(client))
  const note = (client: pg.PoolClient, taken: number) => {
    const known = since.get(client)
    if (known) known.taken = taken
  }
  pool.on('acquire', (client) => note(client, performance.now()))
  pool.on('release', (_, client) => note(client, Number.POSITIVE_INFINITY))
  const look = () => {
    const longAgo = performance.now() - ms
    for (const [client, { taken }] of since) if (taken < longAgo) void (client as pg.Client).end().catch(() => {})
  }
  setInterval(look, Math.ceil(ms / 10)).unref()
}
