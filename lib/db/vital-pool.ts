import 'server-only'
import pg from 'pg'
import { env } from '../env'
import { log } from '../log'
import { once } from '../once'
import { giveUpSilent } from './give-up-silent'
import { types } from './pool'

/** Longer than `statement_timeout`, so that it is PostgreSQL who says what became of a statement wherever it can. */
const patienceMs = 10_000

/**
 * A few connections for what must go on whatever else is asked of the database: the heartbeat, the sweeper, following changes. Reports that
 * fill the common pool must not make a process look gone. Whatever is asked here ends by itself, soon.
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
      onConnect: (client) => client.query(`set lock_timeout = '1s'; set statement_timeout = '9s'`),
    })
    giveUpSilent(made, patienceMs)
    made.on('error', (error) => log('warn', 'idle database connection lost', { error }))
    return made
  })
