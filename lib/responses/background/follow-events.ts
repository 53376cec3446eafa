import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { isAppError } from '@/lib/errors'
import { findResponse, type OwnResponse } from '../find-response'
import { openEvents } from './keep-events'
import { pause } from './pause'
import { runningResponse } from './running-response'

const lookMs = 500
const quietMs = 15_000
const chunksAtOnce = 20

const chunkRow = z.object({ first: z.int(), sealed: z.instanceof(Uint8Array) })
const chunksSql = `
  select first, sealed from response_events where response_id = $1 and first + count > $2 order by first limit ${chunksAtOnce}`

interface Following extends OwnResponse {
  /** The number of the first event that is wanted. */
  from: number
  /** What stands for a silence. */
  stillHere: string
  /** The last event of an answer whose process is gone. */
  lost(response: Record<string, unknown>, number: number): string
}

/** The events of an answer in the background from this number on, as they come, until its last one. */
export async function* followEvents({ owner, id, from, stillHere, lost }: Following): AsyncGenerator<string> {
  let next = from
  let quietSince = performance.now()
  for (;;) {
    const running = runningResponse(id)
    const near = running?.owner === owner ? running.since(next) : undefined
    const read = near ? { events: near, end: undefined } : await stored({ owner, id }, next)
    for (const event of read.events) yield event
    next += read.events.length
    if (read.events.length > 0) {
      quietSince = performance.now()
      continue
    }
    if (read.end) {
      if (read.end.lost) yield lost(read.end.response, next)
      return
    }
    await pause(near ? quietMs : lookMs, near && running?.changed())
    if (performance.now() - quietSince < quietMs) continue
    yield stillHere
    quietSince = performance.now()
  }
}

interface Stored {
  events: string[]
  /** Set when nothing comes after these. */
  end: { response: Record<string, unknown>; lost: boolean } | undefined
}

/** The state is read first, so that the events of an ended answer are all there. */
async function stored(own: OwnResponse, next: number): Promise<Stored> {
  const found = await findResponse(own).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return undefined
    throw error
  })
  if (!found) return { events: [], end: { response: {}, lost: false } }
  const rows = await rowsOf(pool(), chunkRow, chunksSql, [own.id, next])
  const events = rows.flatMap(({ first, sealed }) => openEvents(own.id, first, sealed).slice(Math.max(0, next - first)))
  if (found.running || events.length > 0) return { events, end: undefined }
  return { events, end: { response: found.response, lost: found.lost } }
}
