import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import { noResponse, type OwnResponse } from './find-response'
import { type Item, openContent, outputOf } from './stored-item'

const longest = { turns: 1000, bytes: 32 * 1024 * 1024 }

const linkRow = z.object({ id: z.string(), previous_id: z.string().nullable(), sealed: z.instanceof(Uint8Array).nullable() })

/** The answer and all that it goes on from, the first one first. What is beyond the bound is not read. */
const chainSql = `
  with recursive chain as (
    select id, previous_id, 1 as turn, bytes::bigint as total from stored_responses
    where id = $1 and user_id = $2 and created_at > now() - make_interval(days => $3)
    union all
    select earlier.id, earlier.previous_id, turn + 1, total + earlier.bytes from chain
    join stored_responses earlier on earlier.id = chain.previous_id
    where earlier.user_id = $2 and earlier.created_at > now() - make_interval(days => $3) and turn < $4 and total <= $5
  )
  select chain.id, chain.previous_id, case when total <= $5 then sealed end as sealed
  from chain join stored_responses using (id) order by turn desc`

/**
 * Everything that was said up to and with this answer, in order.
 * @throws `not_found` when it, or one that it goes on from, is not stored any more or somebody else's.
 */
export async function earlierItems({ owner, id }: OwnResponse, param = 'previous_response_id'): Promise<Item[]> {
  const rows = await rowsOf(pool(), linkRow, chainSql, [id, owner, settings().storedResponseDays, longest.turns, longest.bytes])
  const [first] = rows
  if (!first) throw noResponse(id, param)
  if (rows.length >= longest.turns || rows.some(({ sealed }) => sealed === null))
    throw fail('invalid_request', { param, message: `The conversation of "${id}" is too long to go on. Begin a new one.` })
  if (first.previous_id !== null) throw noResponse(first.previous_id, param)
  return rows.flatMap((row) => {
    const content = openContent(row.id, row.sealed ?? new Uint8Array())
    return [...content.input, ...outputOf(content)]
  })
}

const namedRow = z.object({ id: z.string(), sealed: z.instanceof(Uint8Array) })

const namedSql = `
  select id, sealed from stored_responses
  where user_id = $1 and items && $2::text[] and created_at > now() - make_interval(days => $3)
  order by created_at limit $4`

/** Items of this user's answers by their ids; those that are not stored are not in it. */
export async function itemsNamed(owner: number, ids: string[]): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(pool(), namedRow, namedSql, [owner, ids, settings().storedResponseDays, mostHolders])
  const wanted = new Set<unknown>(ids)
  const items = rows.flatMap(({ id, sealed }) => {
    const content = openContent(id, sealed)
    return [...content.input, ...outputOf(content)].filter((item) => wanted.has(item.id))
  })
  return new Map(items.map((item) => [item.id as string, item]))
}

/** How many answers are opened to look for items in. */
const mostHolders = 100
