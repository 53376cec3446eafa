import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import type { RequestKind, RequestState } from '../names'
import { type RequestRow, requestColumns, requestRow } from './request-row'

interface RequestsOf extends Paging {
  kind: RequestKind
  userId: number
  state?: RequestState | undefined
}

const place = z.tuple([z.string()])

/** Lists a user's requests, newest first. */
export async function listRequests({ kind, userId, state, cursor, limit }: RequestsOf): Promise<{
  requests: RequestRow[]
  nextCursor: string | null
}> {
  const [after = null] = readCursor(cursor, place) ?? []
  const rows = await rowsOf(
    pool(),
    requestRow,
    `select ${requestColumns} from money_requests r
     where r.kind = $1 and r.user_id = $2::int and ($3::text is null or r.state = $3) and ($4::text is null or r.id < $4 collate "C")
     order by r.id collate "C" desc limit $5`,
    [kind, userId, state ?? null, after, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  return { requests: page, nextCursor }
}
