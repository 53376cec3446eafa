import 'server-only'
import type pg from 'pg'

/** The client of a transaction under way. */
export type On = pg.PoolClient

/** Rows of one statement inside that transaction. Amounts are bigint both ways. */
export async function query<Row>(on: On, sql: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await on.query(sql, values)
  return rows as Row[]
}
