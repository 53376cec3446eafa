import 'server-only'
import pg from 'pg'

interface Told {
  originalCode?: string
  originalMessage?: string
  constraint?: { index?: string }
}

/**
 * Takes PostgreSQL's error out of the one that Prisma has wrapped around it. The result looks as the driver throws it, with the SQLSTATE as
 * `code` and the constraint's name. Any other error is returned as it is.
 */
export function sqlError(error: unknown): unknown {
  const { driverAdapterError } = (error as { meta?: { driverAdapterError?: { cause?: Told } } } | undefined)?.meta ?? {}
  const { originalCode, originalMessage = '', constraint } = driverAdapterError?.cause ?? {}
  if (originalCode === undefined) return error
  const plain = new pg.DatabaseError(originalMessage, originalMessage.length, 'error')
  return Object.assign(plain, { code: originalCode, severity: 'ERROR', constraint: constraint?.index })
}
