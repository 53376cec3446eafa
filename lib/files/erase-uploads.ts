import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

const partsSql = `
  delete from upload_parts p using uploads u where u.id = p.upload_id and u.status = 'pending' and u.expires_at <= now()`

/** Erases the parts of uploads that have expired. The uploads are told of for a day longer. */
export async function eraseUploads(): Promise<void> {
  await run(pool(), partsSql)
  await run(pool(), "delete from uploads where expires_at <= now() - interval '1 day'")
}
