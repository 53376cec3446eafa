import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { backOff, isTransient } from '@/lib/db/transient'
import { log } from '@/lib/log'
import { namedItems, outputOf, type StoredContent, sealContent } from '../stored-item'
import { addToThread, type TakenThread } from '../threads/take-thread'
import { insertEvents, sealEvents } from './keep-events'
import type { RunningResponse } from './running-response'

/** Of an answer with what was sent for it. */
const mostBytes = 16 * 1024 * 1024

const endSql = `
  update stored_responses set status = $2, items = $3, bytes = bytes + $4, sealed = $5
  where id = $1 and status in ('queued', 'in_progress')`

export interface BackgroundEnd extends StoredContent {
  /** What its stream ends with. */
  event: string
  /** Where a complete answer belongs to a thread. */
  turn: TakenThread | undefined
}

/**
 * Stores how an answer in the background ended, together with its last event and its turn in a thread. It tries for as long as the
 * database is away: until then, the answer is in progress for everybody.
 */
export async function endBackground(running: RunningResponse, end: BackgroundEnd): Promise<void> {
  running.end()
  await running.keeper
  for (let attempt = 1; ; attempt++) {
    try {
      await store(running, end)
      break
    } catch (error) {
      log('error', 'the end of a response was not stored', { id: running.id, error })
      if (!isTransient(error)) {
        await giveUp(running.id)
        break
      }
      await backOff(attempt)
    }
  }
  running.forget()
}

/** Nobody makes it any more, so that it is said to have failed. */
async function giveUp(id: string): Promise<void> {
  await run(pool(), "update stored_responses set process_id = '' where id = $1", [id]).catch((error: unknown) => {
    log('error', 'a response stays in progress', { id, error })
  })
}

async function store(running: RunningResponse, { input, response, event, turn }: BackgroundEnd): Promise<void> {
  const { id } = running
  const { first, events } = running.unkept()
  const chunk = { first, events: [...events, event] }
  const sealedEvents = sealEvents(id, chunk)
  const content = fitting(id, { input, response })
  const { sealed } = content
  await transaction(async (tx) => {
    const values = [id, content.response.status, namedItems(content), sealedEvents.length + sealed.length, sealed]
    // It was deleted, and nothing of it stays.
    if ((await run(tx, endSql, values)) === 0) return
    await insertEvents(tx, id, chunk, sealedEvents)
    if (turn && content.response.status !== 'failed') await addToThread(tx, turn, [...content.input, ...outputOf(content)])
  })
}

/** One that is too long is not kept, and is said to have failed. */
function fitting(id: string, content: StoredContent): StoredContent & { sealed: Uint8Array } {
  const sealed = sealContent(id, content)
  if (sealed.length <= mostBytes) return { ...content, sealed }
  const error = { code: 'server_error', message: 'The response is too long to be stored.' }
  const short = { ...content, response: { ...content.response, status: 'failed', error, output: [] } }
  return { ...short, sealed: sealContent(id, short) }
}
