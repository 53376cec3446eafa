import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

// One that is being completed just now keeps its parts until it is a file.
const partsSql = `
  with expired as (select id from uploads where status = 'pending' and expires_at <= now() for update skip locked)
  delete from upload_parts p using expired e where e.id = p.upload_id`

/** Erases the parts of uploads that have expired. The uploads are told of for a day longer. */
export async function eraseUploads(): Promise<void> {
  await run(pool(), partsSql)
  await run(pool(), "delete from uploads where expires_at <= now() - interval '1 day'")
}
