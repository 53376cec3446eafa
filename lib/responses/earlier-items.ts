import 'server-only'
import { setImmediate as turn } from 'node:timers/promises'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import { noResponse, type OwnResponse } from './find-response'
import { type Item, openContent, outputOf } from './stored-item'

const longest = { turns: 1000, bytes: 16 * 1024 * 1024 }

const linkRow = z.object({
  id: z.string(),
  previous_id: z.string().nullable(),
  status: z.string().nullable(),
  sealed: z.instanceof(Uint8Array).nullable(),
})
const whole = new Set([null, 'completed', 'incomplete'])

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
  select chain.id, chain.previous_id, status, case when total <= $5 then sealed end as sealed
  from chain join stored_responses using (id) order by turn desc`

/**
 * Everything that was said up to and with this answer, in order.
 * @throws `not_found` when it, or one that it goes on from, is not stored any more or somebody else's.
 */
export async function earlierItems({ owner, id }: OwnResponse, param = 'previous_response_id'): Promise<Item[]> {
  const rows = await rowsOf(pool(), linkRow, chainSql, [id, owner, settings().storedResponseDays, longest.turns, longest.bytes])
  const [first] = rows
  if (!first) throw noResponse(id, param)
  if (!rows.every(({ status }) => whole.has(status)))
    throw fail('invalid_request', { param, message: `The response "${id}" is not complete, so that nothing goes on from it.` })
  if (rows.length >= longest.turns || rows.some(({ sealed }) => sealed === null))
    throw fail('invalid_request', { param, message: `The conversation of "${id}" is too long to go on. Begin a new one.` })
  if (first.previous_id !== null) throw noResponse(first.previous_id, param)
  return opened(rows.map(({ id: each, sealed }) => ({ id: each, sealed: sealed ?? new Uint8Array() })))
}

/** All items of these answers. Each is opened in a turn of its own, so that a long conversation holds up nobody. */
async function opened(rows: { id: string; sealed: Uint8Array }[]): Promise<Item[]> {
  const items: Item[] = []
  for (const { id, sealed } of rows) {
    const content = openContent(id, sealed)
    items.push(...content.input, ...outputOf(content))
    await turn()
  }
  return items
}

const namedRow = z.object({ id: z.string(), sealed: z.instanceof(Uint8Array) })

const namedSql = `
  select id, sealed from (
    select id, sealed, sum(bytes) over (order by created_at desc, id) as total from stored_responses
    where user_id = $1 and items && $2::text[] and created_at > now() - make_interval(days => $3)
  ) as holders where total <= $4`

/** Items of this user's answers by their ids; those that are not stored are not in it. */
export async function itemsNamed(owner: number, ids: string[]): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(pool(), namedRow, namedSql, [owner, ids, settings().storedResponseDays, longest.bytes])
  const wanted = new Set<unknown>(ids)
  const items = (await opened(rows)).filter((item) => wanted.has(item.id))
  return new Map(items.map((item) => [item.id as string, item]))
}
