import * as z from 'zod'
import { fail } from './errors'

/** Spread into the query schema of every list: `z.strictObject({ ...pageQuery, state: … })`. */
export const pageQuery = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
export interface Paging {
  cursor?: string | undefined
  limit: number
}

/** A cursor holds the sort values of the last row that the caller has seen. Callers must not read it. */
export const writeCursor = (values: readonly (string | number)[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

/** Reads the sort values of a cursor. Undefined for the first page; throws 400 for anything that `shape` does not fit. */
export function readCursor<Shape extends z.ZodType<readonly (string | number)[]>>(
  cursor: string | undefined,
  shape: Shape,
): z.infer<Shape> | undefined {
  if (!cursor) return undefined
  try {
    const values = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (values.every((value) => typeof value === 'number' || (value.isWellFormed() && !value.includes('\0')))) return values
  } catch {
    // The error is thrown below.
  }
  throw fail('invalid_request', { fields: { cursor: 'cursor' } })
}

/** Cuts the page from `limit + 1` rows, and says where the next one begins. */
export function pageOf<Row>(rows: Row[], limit: number, sortValues: (row: Row) => readonly (string | number)[]) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, nextCursor: rows.length > limit && last !== undefined ? writeCursor(sortValues(last)) : null }
}
