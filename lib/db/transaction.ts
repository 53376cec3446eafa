import 'server-only'
import { db, type Tx } from './prisma'
import { sqlError } from './sql-error'

const again = new Set(['40001', '40P01'])

interface Options {
  /** Shows all tables as of one moment. */
  isolationLevel?: 'RepeatableRead'
  from?: ReturnType<typeof db>
  tries?: number
}

/** Runs `work` in one transaction, and again when PostgreSQL ended it because of another one (deadlock, serialisation). */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, { isolationLevel, from = db(), tries = 5 }: Options = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await from.$transaction(work, { isolationLevel })
    } catch (thrown) {
      const error = sqlError(thrown)
      if (attempt >= tries || !again.has((error as { code?: string }).code ?? '')) throw error
      await new Promise((done) => setTimeout(done, attempt * 10 * Math.random()))
    }
  }
}
