import 'server-only'
import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Pool } from 'undici'
import { refusedHost } from '@/lib/addresses/refused-host'
import type { Upstream } from '@/lib/catalog/entries'
import { once } from '@/lib/once'
import { protocols } from '../protocols'

/** How to reach an upstream: its connections, and what is put before and after a request's own path. */
export interface Connection {
  pool: Pool
  prefix: string
  query: string
}

const state = () => once('gateway.connections', () => ({ pools: new Map<string, Pool>(), known: new WeakMap<Upstream, Connection>() }))

export const refusedAddress = 'ATRIUM_ADDRESS_REFUSED'

const refusal = (host: string) => Object.assign(new Error(`${host} is a link-local or metadata address`), { code: refusedAddress })

// The address that a name resolves to is checked at the moment of connecting, so that the name cannot resolve to another one afterwards.
const guardedLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, '', 0)
    const allowed = addresses.filter(({ address }) => !refusedHost(address))
    const [first] = allowed
    if (!first) return done(refusal(host), '', 0)
    if (options.all) (done as unknown as (error: null, addresses: LookupAddress[]) => void)(null, allowed)
    else done(null, first.address, first.family)
  })
}

/** @throws an error of code `ATRIUM_ADDRESS_REFUSED` for an address that is never called. */
export function connectionTo(upstream: Upstream): Connection {
  const { pools, known } = state()
  const before = known.get(upstream)
  if (before) return before
  const url = new URL(upstream.baseUrl)
  if (refusedHost(url.hostname)) throw refusal(url.hostname)
  const connectMs = Math.round(upstream.timeouts.connect * 1000)
  const name = `${url.origin} ${connectMs}`
  let pool = pools.get(name)
  if (!pool) {
    pool = new Pool(url.origin, {
      connect: { timeout: connectMs, lookup: guardedLookup },
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 65_536,
    })
    pools.set(name, pool)
  }
  const path = url.pathname.replace(/\/+$/, '')
  const connection = { pool, prefix: protocols[upstream.protocol]?.prefix?.(path) ?? path, query: url.search }
  known.set(upstream, connection)
  return connection
}

/** Closes all connections when the process ends. */
export async function closeConnections(): Promise<void> {
  await Promise.all([...state().pools.values()].map((pool) => pool.destroy().catch(() => {})))
}
