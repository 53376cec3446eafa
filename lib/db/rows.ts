import 'server-only'
import type pg from 'pg'
import type * as z from 'zod'
import { fail } from '../errors'
import type { Tx } from './prisma'
import { sqlError } from './sql-error'

/** The transaction that a statement is part of, or the pool for one that stands alone. */
export type On = Tx | pg.Pool
/** One with a name is planned once on each connection of a pool. */
type Sql = string | { name: string; text: string }

const textOf = (sql: Sql) => (typeof sql === 'string' ? sql : sql.text)

/** The rows of a statement, each checked as it enters. bigint columns are bigints, times are Dates. */
export async function rowsOf<Row>(on: On, row: z.ZodType<Row>, sql: Sql, values: unknown[] = []): Promise<Row[]> {
  const read =
    '$queryRawUnsafe' in on ? await inTransaction(on.$queryRawUnsafe<unknown[]>(textOf(sql), ...values)) : await alone(on, sql, values)
  return read.map((given) => checked(row, given))
}

/** A statement whose rows nobody reads: how many it changed or found. */
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
