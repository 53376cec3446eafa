import 'server-only'
import { setImmediate as turn } from 'node:timers/promises'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { type On, rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { open, seal } from '@/lib/seal'
import { type Item, idPrefixOf, itemIdOf } from '../stored-item'
import { lockThread, type OwnThread } from './thread'

/** Of one thread; a turn that has begun below these is added whole. */
const most = { items: 5000, bytes: 16 * 1024 * 1024 }

const placeOf = (thread: string, id: string) => `${thread} ${id}`
const sealItem = (thread: string, id: string, item: Item) => seal('response-thread', placeOf(thread, id), JSON.stringify(item))

const itemRow = z.object({ id: z.string(), sealed: z.instanceof(Uint8Array) })

/** Each is opened in a turn of its own, so that a long thread holds up nobody. */
async function opened(thread: string, rows: z.infer<typeof itemRow>[]): Promise<Item[]> {
  const items: Item[] = []
  for (const { id, sealed } of rows) {
    items.push(JSON.parse(open('response-thread', placeOf(thread, id), sealed)) as Item)
    if (items.length % 10 === 0) await turn()
  }
  return items
}

/** All items in their order. The caller has found out whose it is. */
export async function itemsOfThread(id: string): Promise<Item[]> {
  const sql = 'select id, sealed from response_thread_items where thread_id = $1 order by place'
  return opened(id, await rowsOf(pool(), itemRow, sql, [id]))
}

const ofOwner = `
  from response_thread_items i join response_threads c on c.id = i.thread_id
  where c.id = $1 and c.user_id = $2`

interface Page extends OwnThread {
  /** Items after the one with this id. */
  after: string | null
  order: 'asc' | 'desc'
  limit: number
}

/** A page of items; undefined when `after` is none of them. */
export async function pageOfItems({ owner, id, after, order, limit }: Page): Promise<Item[] | undefined> {
  const known = after === null || (await itemOf({ owner, id, item: after })) !== undefined
  if (!known) return undefined
  const beyond = order === 'asc' ? '>' : '<'
  const place = 'select place from response_thread_items where thread_id = $1 and id = $3'
  const sql = `select i.id, i.sealed ${ofOwner} and ($3::text is null or i.place ${beyond} (${place})) order by i.place ${order} limit $4`
  return opened(id, await rowsOf(pool(), itemRow, sql, [id, owner, after, limit]))
}

/** Undefined when it has no such item. */
export async function itemOf({ owner, id, item }: OwnThread & { item: string }): Promise<Item | undefined> {
  const [found] = await opened(id, await rowsOf(pool(), itemRow, `select i.id, i.sealed ${ofOwner} and i.id = $3`, [id, owner, item]))
  return found
}

const deleteSql = `
  with gone as (
    delete from response_thread_items where thread_id = $1 and id = $3
    and exists (select from response_threads where id = $1 and user_id = $2) returning bytes
  ) update response_threads set bytes = response_threads.bytes - gone.bytes, used_at = now() from gone where id = $1`

/** False when it has no such item. */
export async function deleteItem({ owner, id, item }: OwnThread & { item: string }): Promise<boolean> {
  return (await run(pool(), deleteSql, [id, owner, item])) === 1
}

/** Adds items at the end. Resolves with them as they are stored, each under an id of its own. */
export function addItems({ owner, id, items }: OwnThread & { items: Item[] }): Promise<Item[]> {
  return transaction(async (tx) => {
    const { places, bytes } = await lockThread(tx, { owner, id })
    checkRoom(places + items.length, bytes)
    return insertItems(tx, { id, places, items })
  })
}

/** @throws `conversation_full` when nothing more may be added. */
export function checkRoom(places: number, bytes: number): void {
  if (places > most.items || bytes >= most.bytes)
    throw fail('conversation_full', {
      param: 'conversation',
      message: `This conversation is full: it may have ${most.items} items and ${most.bytes / 1024 / 1024} MiB. Create a new one.`,
    })
}

const insertSql = `
  with added as (
    insert into response_thread_items (thread_id, id, place, bytes, sealed)
    select $1, id, place, length(sealed), sealed from unnest($2::text[], $3::int[], $4::bytea[]) as new (id, place, sealed) returning bytes
  ) update response_threads set places = $5, bytes = bytes + (select coalesce(sum(added.bytes), 0) from added), used_at = now()
  where id = $1`

const idRow = z.object({ id: z.string() })

/** For the transaction that has locked the thread, after its last place. */
export async function insertItems(tx: Tx, { id, places, items }: { id: string; places: number; items: Item[] }): Promise<Item[]> {
  const named = await apart(tx, id, items)
  const sealed = named.map((item) => sealItem(id, item.id, item))
  const at = named.map((_, index) => places + index + 1)
  await run(tx, insertSql, [id, named.map((item) => item.id), at, sealed, places + named.length])
  return named
}

/** An id that the thread has already, as of an upstream that counts its items anew in each answer, is replaced. */
async function apart(on: On, thread: string, items: Item[]): Promise<(Item & { id: string })[]> {
  const ids = items.map(itemIdOf)
  const sql = 'select id from response_thread_items where thread_id = $1 and id = any($2::text[])'
  const taken = new Set((await rowsOf(on, idRow, sql, [thread, ids.filter((id) => id !== undefined)])).map(({ id }) => id))
  return items.map((item, at) => {
    const given = ids[at]
    const id = given === undefined || taken.has(given) ? newId('message').replace(/^msg/, idPrefixOf(item)) : given
    taken.add(id)
    return { ...told(item), id }
  })
}

/** A message says that it is one, and whole. */
function told(item: Item): Item {
  const { type = 'message', status = 'completed' } = item
  return type === 'message' ? { ...item, type, status } : item
}
