import { failedSql } from './record-rows'
import type { RecordFilter } from './schema'
import type { ListPlace } from './search-back'
import { tagIn } from './tag-schema'
import { timeOfCalls } from './time-of-calls'

/** Who reads. Without `userId` everybody's calls are read, which is for operators. */
export interface Reader {
  userId?: number
  namesUpstreams: boolean
}

/** A stretch of a list, which is read at once: calls older than `before` and not older than `from`, where these are given. */
export interface Stretch {
  before: ListPlace | null
  from: number | null
  limit: number
}

/** Whether calls that fit may be rare, so that many others have to be read to find a page of them. An id of ours says where to look. */
export const sifts = ({ requestId, clientRequestId, model, keyId, endpoint, tag, status }: RecordFilter): boolean =>
  requestId === undefined &&
  [clientRequestId, model, keyId, endpoint, tag, status].some((given) => given !== undefined && given !== 'running')

/**
 * The conditions of a filter on `open_holds` (`running`) or on `usage_records`, as SQL. They push their values to the end of `values`, where
 * `$1` is the first.
 */
export function conditions(filter: RecordFilter, reader: Reader, { before, from }: Stretch, running: boolean, values: unknown[]): string {
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
  if (filter.tag !== undefined) {
    if (running) add('false')
    else add('tags @> ?', JSON.stringify(Object.fromEntries([tagIn(filter.tag)])))
  }
  if (filter.from) add('time >= ?', filter.from)
  if (filter.to) add('time < ?', filter.to)
  if (filter.status !== undefined) {
    if (running !== (filter.status === 'running')) add('false')
    else if (filter.status === 'ok') add(`not ${failedSql}`)
    else if (filter.status === 'failed') add(failedSql)
    else if (filter.status !== 'running') add('status = ?', Number(filter.status))
  }
  // The first condition alone tells PostgreSQL which partitions to leave out.
  if (before) add('time <= ? and (time, id) < (?, ?)', new Date(before[0]), new Date(before[0]), before[1])
  if (from !== null) add('time >= ?', new Date(from))
  return parts.length > 0 ? `where ${parts.join(' and ')}` : ''
}
