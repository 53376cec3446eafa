import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

const secretDays = 30
const keptDays = 365

/** Erases the secrets of mails that nobody has sent for a month, and mails after a year. */
export async function eraseMails(): Promise<void> {
  const old = (days: number) => `created_at < now() - interval '${days} days'`
  await run(pool(), `update mails set sealed = null where sealed is not null and ${old(secretDays)}`)
  await run(pool(), `delete from mails where ${old(keptDays)}`)
}
