import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { noResponse, type OwnResponse } from './find-response'

/** @throws `not_found` when it is not there, or somebody else's. */
export async function deleteResponse({ owner, id }: OwnResponse): Promise<void> {
  if ((await run(pool(), 'delete from stored_responses where id = $1 and user_id = $2', [id, owner])) === 0) throw noResponse(id)
}
