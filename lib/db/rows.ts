import 'server-only'
import type pg from 'pg'
import type * as z from 'zod'
import { fail } from '../errors'
import type { Tx } from './prisma'
import { sqlError } from './sql-error'

/** The transaction that a statement is part of, or the pool on which it runs alone. */
export type On = Tx | pg.Pool
/** A statement with a name is planned once on each connection of a pool. Inside a transaction the name does not count. */
type Sql = string | { name: string; text: string }

const textOf = (sql: Sql) => (typeof sql === 'string' ? sql : sql.text)

/**
 * Runs a statement and returns its rows, each checked as it enters. Times are Dates, and bigint columns are bigints, except on the ledger's
 * hot pool, whose statements write them as text.
 */
export async function rowsOf<Row>(on: On, row: z.ZodType<Row>, sql: Sql, values: unknown[] = []): Promise<Row[]> {
  const read =
    '$queryRawUnsafe' in on ? await inTransaction(on.$queryRawUnsafe<unknown[]>(textOf(sql), ...values)) : await alone(on, sql, values)
  return read.map((given) => checked(row, given))
}

/** Runs a statement whose rows nobody reads. Returns how many rows it changed or found. */
export async function run(on: On, sql: Sql, values: unknown[] = []): Promise<number> {
  if ('$executeRawUnsafe' in on) return inTransaction(on.$executeRawUnsafe(textOf(sql), ...values))
  return (await on.query(asked(sql, values))).rowCount ?? 0
}

const asked = (sql: Sql, values: unknown[]) => (typeof sql === 'string' ? { text: sql, values } : { ...sql, values })
const alone = async (on: pg.Pool, sql: Sql, values: unknown[]): Promise<unknown[]> => (await on.query(asked(sql, values))).rows

async function inTransaction<T>(running: Promise<T>): Promise<T> {
  try {
    return await running
  } catch (error) {
    throw sqlError(error)
  }
}

function checked<Row>(row: z.ZodType<Row>, given: unknown): Row {
  const read = row.safeParse(given)
  if (read.success) return read.data
  const wrong = read.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`)
  throw fail('internal', { cause: `a row is not what its statement promises: ${wrong.join(', ')}` })
}
