import 'server-only'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { once } from '@/lib/once'

/**
 * Connections for the statement that every paid call waits for: reports that fill the common pool must not stop it. Its plan is made
 * once, and goes by keys alone: never a month of usage records from end to end, nor the index of held records, which is full of what
 * no longer is. A wallet that somebody else keeps locked stops its own calls only.
 */
export const hotPool = (): pg.Pool =>
  once('ledger.hotPool', () => {
    const made = new pg.Pool({
      connectionString: env().databaseUrl,
      max: 6,
      idleTimeoutMillis: 300_000,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      query_timeout: 10_000,
      allowExitOnIdle: true,
      onConnect: (client) =>
        client.query(
          `set plan_cache_mode = 'force_generic_plan'; set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off; set lock_timeout = '1s'; set statement_timeout = '9s'`,
        ),
    })
    made.on('error', (error) => log('warn', 'idle database connection lost', { error }))
    return made
  })
