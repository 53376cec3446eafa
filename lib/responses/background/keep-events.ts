import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { type On, rowsOf, run } from '@/lib/db/rows'
import { log } from '@/lib/log'
import { open, seal } from '@/lib/seal'
import { pause } from './pause'
import type { RunningResponse } from './running-response'

/** How often new events are stored, and how soon an answer hears that another process cancelled or deleted it. */
const everyMs = 500

// It may have been stored by a statement whose answer was lost.
const insertSql = `
  insert into response_events (response_id, first, count, sealed) values ($1, $2, $3, $4)
  on conflict (response_id, first) do update set count = excluded.count, sealed = excluded.sealed`
const goingSql = `
  with going as (
    update stored_responses set status = 'in_progress', bytes = bytes + length($4::bytea) where id = $1 and status in ('queued', 'in_progress')
    returning id, cancelled
  ), kept as (
    insert into response_events (response_id, first, count, sealed) select id, $2, $3, $4 from going
    on conflict (response_id, first) do update set count = excluded.count, sealed = excluded.sealed
  ) select cancelled from going`
const stateSql = 'select cancelled from stored_responses where id = $1'
const stateRow = z.object({ cancelled: z.boolean() })

const placeOf = (id: string, first: number) => `${id} ${first}`

interface Chunk {
  first: number
  events: string[]
}

export const sealEvents = (id: string, { first, events }: Chunk) => seal('response-events', placeOf(id, first), JSON.stringify(events))
export const openEvents = (id: string, first: number, sealed: Uint8Array): string[] =>
  JSON.parse(open('response-events', placeOf(id, first), sealed)) as string[]

export async function insertEvents(on: On, id: string, { first, events }: Chunk, sealed: Uint8Array): Promise<void> {
  await run(on, insertSql, [id, first, events.length, sealed])
}

/** Stores what an answer says while it is made, until it is over, and stops it when its caller wants no more of it. */
export async function keepWhileRunning(response: RunningResponse): Promise<void> {
  let failing = false
  while (!response.over) {
    await pause(everyMs, response.ended)
    if (response.over) return
    try {
      await keepOnce(response)
      failing = false
    } catch (error) {
      if (!failing) log('warn', 'events of a response were not stored yet', { id: response.id, error })
      failing = true
    }
  }
}

async function keepOnce(response: RunningResponse): Promise<void> {
  const { id } = response
  const { first, events } = response.unkept()
  const [state] =
    events.length === 0
      ? await rowsOf(pool(), stateRow, stateSql, [id])
      : await rowsOf(pool(), stateRow, goingSql, [id, first, events.length, sealEvents(id, { first, events })])
  if (!state) return response.stop('deleted')
  response.kept(first + events.length)
  if (state.cancelled) response.stop('cancelled')
}
