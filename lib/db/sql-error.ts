import 'server-only'
import pg from 'pg'

interface Told {
  originalCode?: string
  originalMessage?: string
  constraint?: { index?: string }
}

/**
 * What PostgreSQL said, where Prisma has wrapped it in an error of its own: with its SQLSTATE as `code` and the constraint by name, as the
 * driver throws it. Anything else stays what it is.
 */
export function sqlError(error: unknown): unknown {
  const { driverAdapterError } = (error as { meta?: { driverAdapterError?: { cause?: Told } } } | undefined)?.meta ?? {}
  const { originalCode, originalMessage = '', constraint } = driverAdapterError?.cause ?? {}
  if (originalCode === undefined) return error
  const plain = new pg.DatabaseError(originalMessage, originalMessage.length, 'error')
  return Object.assign(plain, { code: originalCode, severity: 'ERROR', constraint: constraint?.index })
}
