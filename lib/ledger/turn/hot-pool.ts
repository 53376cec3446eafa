import 'server-only'
import pg from 'pg'
import { giveUpSilent } from '@/lib/db/give-up-silent'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { once } from '@/lib/once'

/** It is longer than `statement_timeout`, so that PostgreSQL itself reports what became of a statement wherever it can. */
export const patienceMs = 10_000

/**
 * Connections for the statement that every paid call waits for, because reports that fill the common pool must not stop it. Its plan is
 * made once and goes by keys alone. A wallet that another connection keeps locked stops only its own calls. No statement here may update
 * or lock a partitioned table: PostgreSQL 18 (18.4) crashes with all connections when it prepares pruning for a row that a statement waited
 * for and judges once more (ExecInitPartitionExecPruning below EvalPlanQualBegin).
 */
export const hotPool = (): pg.Pool =>
  once('ledger.hotPool', () => {
    const made = new pg.Pool({
      connectionString: env().databaseUrl,
      max: 6,
      idleTimeoutMillis: 300_000,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      allowExitOnIdle: true,
      onConnect: (client) =>
        client.query(
          `set plan_cache_mode = 'force_generic_plan'; set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off; set lock_timeout = '1s'; set statement_timeout = '9s'`,
        ),
    })
    giveUpSilent(made, patienceMs)
    made.on('error', (error) => log('warn', 'idle database connection lost', { error }))
    return made
  })
