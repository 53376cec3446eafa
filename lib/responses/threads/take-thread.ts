import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { backOff, isTransient } from '@/lib/db/transient'
import { fail } from '@/lib/errors'
import { log } from '@/lib/log'
import { goneSeconds } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { settings } from '@/lib/settings/settings'
import type { Item } from '../stored-item'
import { checkRoom, insertItems, itemsOfThread } from './items'
import { findThread, noThread } from './thread'

/** A call that is answered in a thread. */
export interface TakenThread {
  thread: string
  owner: number
  callId: string
}

/** No call runs longer. */
const longestHours = 2

const turnRow = z.object({ places: z.int(), bytes: z.int() })

const beginSql = `
  update response_threads set taken_by = $3, taken_in = $4, taken_at = now(), used_at = now()
  where id = $1 and user_id = $2 and used_at > now() - make_interval(days => $5) and (taken_by is null
    or taken_at < now() - interval '${longestHours} hours'
    or taken_in <> $4 and not exists (select from processes p where p.id = taken_in and p.ended_at is null
      and p.heartbeat_at > now() - make_interval(secs => ${goneSeconds})))
  returning places, bytes`

/**
 * Takes the thread for a call, which gives it back with `addToThread` or `giveThreadBack`. Resolves with all that was said in it.
 * @throws `busy` while another call is answered in it, `not_found`, or `conversation_full`.
 */
export async function takeThread(turn: TakenThread): Promise<Item[]> {
  const { thread: id, owner, callId } = turn
  const [taken] = await rowsOf(pool(), turnRow, beginSql, [id, owner, callId, processId(), settings().storedResponseDays])
  if (!taken) throw await refusal(turn)
  try {
    checkRoom(taken.places + 1, taken.bytes)
    return await itemsOfThread(id)
  } catch (error) {
    await giveThreadBack(turn)
    throw error
  }
}

async function refusal({ thread: id, owner }: TakenThread) {
  await findThread({ owner, id }).catch(() => {
    throw noThread(id, 'conversation')
  })
  return fail('busy', { param: 'conversation', message: 'This conversation is still answering. One turn at a time.' })
}

const lockSql = `
  select places, bytes from response_threads where id = $1 and user_id = $2 and taken_by = $3 for update`
const endSql = 'update response_threads set taken_by = null where id = $1 and user_id = $2 and taken_by = $3'

/** Adds what was asked and answered, and gives the thread back. False when it was deleted meanwhile. */
export async function addToThread(tx: Tx, turn: TakenThread, items: Item[]): Promise<boolean> {
  const { thread: id, owner, callId } = turn
  const [locked] = await rowsOf(tx, turnRow, lockSql, [id, owner, callId])
  if (!locked) return false
  await insertItems(tx, { id, places: locked.places, items })
  await run(tx, endSql, [id, owner, callId])
  return true
}

/** The same in a transaction of its own. False also when the database does not take it: the call is answered all the same. */
export async function keepInThread(turn: TakenThread, items: Item[]): Promise<boolean> {
  try {
    return await transaction((tx) => addToThread(tx, turn, items))
  } catch (error) {
    log('error', 'a turn was not added to its thread', { thread: turn.thread, error })
    return false
  }
}

/** About three minutes. */
const mostTries = 100

/** Gives it back with nothing added, where this call still has it. Nobody waits while the database is away. */
export async function giveThreadBack(turn: TakenThread, attempt = 1): Promise<void> {
  const { thread, owner, callId } = turn
  try {
    await run(pool(), endSql, [thread, owner, callId])
  } catch (error) {
    if (!isTransient(error) || attempt >= mostTries) throw error
    void backOff(attempt)
      .then(() => giveThreadBack(turn, attempt + 1))
      .catch((last: unknown) => log('error', 'a thread stays taken', { thread, error: last }))
  }
}
