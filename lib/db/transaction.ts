import 'server-only'
import type pg from 'pg'
import { pool } from './pool'

const again = new Set(['40001', '40P01'])

/** Runs `work` in one transaction, and again when PostgreSQL ended it because of another one (deadlock, serialisation). */
export async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>, { tries = 5, from = pool() } = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await from.connect()
    try {
      await client.query('begin')
      const result = await work(client)
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        (broken) => client.release(broken),
      )
      if (attempt >= tries || !again.has((error as { code?: string }).code ?? '')) throw error
      await new Promise((done) => setTimeout(done, attempt * 10 * Math.random()))
    }
  }
}
