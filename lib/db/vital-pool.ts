import 'server-only'
import pg from 'pg'
import { env } from '../env'
import { log } from '../log'
import { once } from '../once'
import { giveUpSilent } from './give-up-silent'
import { types } from './pool'

/** It is longer than `statement_timeout`, so that PostgreSQL itself reports what became of a statement wherever it can. */
const patienceMs = 10_000

/**
 * A few connections for the heartbeat, the sweep and following changes. Reports that fill the common pool must not make a process look
 * gone. Each statement here ends soon by its own time limit.
 */
export const vitalPool = (): pg.Pool =>
  once('db.vitalPool', () => {
    const made = new pg.Pool({
      connectionString: env().databaseUrl,
      max: 4,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      allowExitOnIdle: true,
      types: types as pg.CustomTypesConfig,
      onConnect: (client) => client.query(`set timezone = 'UTC'; set lock_timeout = '1s'; set statement_timeout = '9s'`),
    })
    giveUpSilent(made, patienceMs)
    made.on('error', (error) => log('warn', 'idle database connection lost', { error }))
    return made
  })
