import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/**
 * Creates a migrated database for this test file and returns its address. Call it before anything reads `env()`, because it sets
 * DATABASE_URL and SECRET_KEY.
 */
export async function freshDatabase(): Promise<string> {
  const template = new URL(inject('clusterUrl'))
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = new URL(template)
  server.pathname = '/postgres'
  const client = new pg.Client({ connectionString: String(server) })
  await client.connect()
  try {
    // Cloning fails while another file clones, so files take turns.
    await client.query('select pg_advisory_lock(1)')
    await client.query(`create database ${name} template template_atrium`)
  } finally {
    await client.end()
  }
  const url = new URL(template)
  url.pathname = `/${name}`
  process.env.DATABASE_URL = String(url)
  process.env.SECRET_KEY ??= randomBytes(32).toString('base64')
  process.env.LOG_LEVEL ??= 'error'
  return String(url)
}
