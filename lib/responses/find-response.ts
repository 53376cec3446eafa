import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { goneSeconds } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { settings } from '@/lib/settings/settings'
import { openContent, type StoredContent } from './stored-item'

export interface OwnResponse {
  owner: number
  id: string
}

export interface FoundResponse extends StoredContent {
  /** It was made in the background. */
  background: boolean
  /** It is still being made. */
  running: boolean
  /** The process that made it is gone. */
  lost: boolean
}

const foundRow = z.object({ sealed: z.instanceof(Uint8Array), status: z.string().nullable(), lost: z.boolean() })

const findSql = `
  select sealed, status, coalesce(status in ('queued', 'in_progress') and process_id <> $4 and not exists (
    select from processes p where p.id = process_id and p.ended_at is null
    and p.heartbeat_at > now() - make_interval(secs => ${goneSeconds})), false) as lost
  from stored_responses where id = $1 and user_id = $2 and created_at > now() - make_interval(days => $3)`

/**
 * Finds a stored answer. One that a process was making that is gone has failed.
 * @throws `not_found` when it is not stored, not any more, or somebody else's.
 */
export async function findResponse({ owner, id }: OwnResponse): Promise<FoundResponse> {
  const [row] = await rowsOf(pool(), foundRow, findSql, [id, owner, settings().storedResponseDays, processId()])
  if (!row) throw noResponse(id)
  const { status, lost } = row
  const content = openContent(id, row.sealed)
  const running = !lost && (status === 'queued' || status === 'in_progress')
  const response = lost ? { ...content.response, ...interrupted } : running ? { ...content.response, status } : content.response
  return { ...content, response, background: status !== null, running, lost }
}

/** What is said of an answer in the background whose process ended before it. */
export const interrupted = {
  status: 'failed',
  error: { code: 'server_error', message: 'The server stopped before the response was complete.' },
}

export const noResponse = (id: string, param?: string) =>
  fail('not_found', {
    param,
    message: `There is no response "${id.slice(0, 100)}". Responses are kept for ${settings().storedResponseDays} days, unless "store" is false.`,
  })
