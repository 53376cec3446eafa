import 'server-only'
import type pg from 'pg'

/**
 * Ends connections whose statement has had no answer for `ms` milliseconds. Whatever waited for it fails as when a connection breaks, and
 * the pool opens another. Use it for pools whose statements are shorter than that, against networks that swallow answers. It replaces pg's
 * `query_timeout`. That sets a timer for every statement, which keeps the statement and its values alive past the quick garbage
 * collections; they were a third of what calls left for the slow ones.
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
