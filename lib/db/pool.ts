import 'server-only'
import pg from 'pg'
import { env } from '../env'
import { log } from '../log'
import { once } from '../once'

const bigints = 20
/** bigint columns arrive as bigint, so that money never passes a float. */
export const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === bigints && format !== 'binary' ? BigInt : pg.types.getTypeParser(oid, format),
}

/**
 * Connections for everything but what is hot or vital, with Prisma and with SQL. Sessions are in UTC, because Prisma's driver reads the
 * hour that PostgreSQL writes as UTC, whatever zone stands beside it.
 */
export const pool = (): pg.Pool =>
  once('db.pool', () => {
    const made = new pg.Pool({
      connectionString: env().databaseUrl,
      max: 20,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 5_000,
      types: types as pg.CustomTypesConfig,
      onConnect: (client) => client.query("set timezone = 'UTC'"),
    })
    made.on('error', (error) => log('warn', 'idle database connection lost', { error }))
    return made
  })
