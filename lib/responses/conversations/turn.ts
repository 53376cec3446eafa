import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { log } from '@/lib/log'
import { goneSeconds } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { settings } from '@/lib/settings/settings'
import type { Item } from '../stored-item'
import { findConversation, noConversation } from './conversation'
import { checkRoom, insertItems, itemsOfConversation } from './items'

/** A call that is answered in a conversation. */
export interface Turn {
  conversation: string
  owner: number
  callId: string
}

/** No call runs longer. */
const longestHours = 2

const turnRow = z.object({ places: z.int(), bytes: z.int() })

const beginSql = `
  update response_conversations set turn_call_id = $3, turn_process_id = $4, turn_at = now(), used_at = now()
  where id = $1 and user_id = $2 and used_at > now() - make_interval(days => $5) and (turn_call_id is null
    or turn_at < now() - interval '${longestHours} hours'
    or turn_process_id <> $4 and not exists (select from processes p where p.id = turn_process_id and p.ended_at is null
      and p.heartbeat_at > now() - make_interval(secs => ${goneSeconds})))
  returning places, bytes`

/**
 * Takes the conversation for a call, which gives it back with `addTurn` or `endTurn`. Resolves with all that was said in it.
 * @throws `busy` while another call is answered in it, `not_found`, or `conversation_full`.
 */
export async function beginTurn(turn: Turn): Promise<Item[]> {
  const { conversation: id, owner, callId } = turn
  const [taken] = await rowsOf(pool(), turnRow, beginSql, [id, owner, callId, processId(), settings().storedResponseDays])
  if (!taken) throw await refusal(turn)
  try {
    checkRoom(taken.places + 1, taken.bytes)
    return await itemsOfConversation(id)
  } catch (error) {
    await endTurn(turn)
    throw error
  }
}

async function refusal({ conversation: id, owner }: Turn) {
  await findConversation({ owner, id }).catch(() => {
    throw noConversation(id, 'conversation')
  })
  return fail('busy', { param: 'conversation', message: 'This conversation is still answering. One turn at a time.' })
}

const lockSql = `
  select places, bytes from response_conversations where id = $1 and user_id = $2 and turn_call_id = $3 for update`
const endSql = 'update response_conversations set turn_call_id = null where id = $1 and user_id = $2 and turn_call_id = $3'

/** Adds what was asked and answered, and gives the conversation back. False when it was deleted meanwhile. */
export async function addTurn(tx: Tx, turn: Turn, items: Item[]): Promise<boolean> {
  const { conversation: id, owner, callId } = turn
  const [locked] = await rowsOf(tx, turnRow, lockSql, [id, owner, callId])
  if (!locked) return false
  await insertItems(tx, { id, places: locked.places, items })
  await run(tx, endSql, [id, owner, callId])
  return true
}

/** The same in a transaction of its own. False also when the database does not take it: the call is answered all the same. */
export async function keepTurn(turn: Turn, items: Item[]): Promise<boolean> {
  try {
    return await transaction((tx) => addTurn(tx, turn, items))
  } catch (error) {
    log('error', 'a turn was not added to its conversation', { conversation: turn.conversation, error })
    return false
  }
}

/** Gives it back with nothing added, where this call still has it. */
export async function endTurn({ conversation, owner, callId }: Turn): Promise<void> {
  await run(pool(), endSql, [conversation, owner, callId])
}
