import 'server-only'
import type pg from 'pg'
import type { Tx } from './prisma'

/** Lets verbs written for a connection of pg (audit, settings) take part in a Prisma transaction. */
export function clientOf(tx: Tx): pg.PoolClient {
  const $queryRawUnsafe = (sql: string, ...values: unknown[]) => tx.$queryRawUnsafe(sql, ...values)
  const query = async (sql: string, values: unknown[] = []) => ({ rows: await $queryRawUnsafe(sql, ...values) })
  return { query, $queryRawUnsafe } as unknown as pg.PoolClient
}
