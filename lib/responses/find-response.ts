import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import { openContent, type StoredContent } from './stored-item'

export interface OwnResponse {
  owner: number
  id: string
}

const sealedRow = z.object({ sealed: z.instanceof(Uint8Array) })

const findSql = `
  select sealed from stored_responses where id = $1 and user_id = $2 and created_at > now() - make_interval(days => $3)`

/** @throws `not_found` when it is not stored, not any more, or somebody else's. */
export async function findResponse({ owner, id }: OwnResponse): Promise<StoredContent> {
  const [row] = await rowsOf(pool(), sealedRow, findSql, [id, owner, settings().storedResponseDays])
  if (!row) throw noResponse(id)
  return openContent(id, row.sealed)
}

export const noResponse = (id: string, param?: string) =>
  fail('not_found', {
    param,
    message: `There is no response "${id.slice(0, 100)}". Responses are kept for ${settings().storedResponseDays} days, unless "store" is false.`,
  })
