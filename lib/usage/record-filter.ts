import * as z from 'zod'
import { readCursor } from '@/lib/paging'
import { failedSql } from './record-rows'
import type { RecordFilter } from './schema'
import { timeOfCalls } from './time-of-calls'

/** Who reads. Without `userId` everybody's calls are read, which is for operators. */
export interface Reader {
  userId?: number
  namesUpstreams: boolean
}

const latest = Date.UTC(9999, 0)
const place = z.tuple([z.int().min(0).max(latest), z.string()])

/**
 * The conditions of a filter on `open_holds` (`running`) or on `usage_records`, as SQL. They push their values to the end of `values`, where
 * `$1` is the first.
 */
export function conditions(filter: RecordFilter, reader: Reader, running: boolean, values: unknown[]): string {
  const parts: string[] = []
  const add = (sql: string, ...given: unknown[]) => {
    parts.push(sql.replace(/\?/g, () => `$${values.push(given.shift())}`))
  }
  if (reader.userId !== undefined) add('user_id = ?', reader.userId)
  if (filter.requestId !== undefined) {
    const window = timeOfCalls([filter.requestId])
    if (!window) add('false')
    else add('time between ? and ? and id = ?', ...window, filter.requestId)
  }
  if (filter.clientRequestId !== undefined) add('client_request_id = ?', filter.clientRequestId)
  if (filter.model !== undefined) {
    if (running) add('model = ?', filter.model)
    else add('(model = ? or model_used = ?)', filter.model, filter.model)
  }
  if (filter.keyId !== undefined) add('key_id = ?', filter.keyId)
  if (filter.endpoint !== undefined) add('endpoint = ?', filter.endpoint)
  if (filter.from) add('time >= ?', filter.from)
  if (filter.to) add('time < ?', filter.to)
  if (filter.status !== undefined) {
    if (running !== (filter.status === 'running')) add('false')
    else if (filter.status === 'ok') add(`not ${failedSql}`)
    else if (filter.status === 'failed') add(failedSql)
    else if (filter.status !== 'running') add('status = ?', Number(filter.status))
  }
  const after = readCursor(filter.cursor, place)
  if (after) add('(time, id) < (?, ?)', new Date(after[0]), after[1])
  return parts.length > 0 ? `where ${parts.join(' and ')}` : ''
}
