import 'server-only'
import { csv } from '@/lib/csv'
import { unitNames } from '@/lib/units'
import { listRecords } from './list-records'
import type { Reader } from './record-filter'
import type { RecordFilter } from './schema'

const most = 20_000
const head = [
  'time',
  'requestId',
  'key',
  'endpoint',
  'model',
  'modelUsed',
  'status',
  'errorCode',
  ...unitNames,
  'charge',
  'estimated',
  'ttftMs',
  'durationMs',
  'tags',
  'cacheAge',
]

/** Writes the newest 20 000 records of a filter as CSV. */
export async function recordsCsv(filter: RecordFilter, reader: Reader): Promise<string> {
  const rows: unknown[][] = []
  let cursor = filter.cursor
  do {
    const page = await listRecords({ ...filter, cursor, limit: 1000 }, reader)
    for (const r of page.records) {
      // JSON.stringify writes an exact decimal as its digits; String() would not.
      const charge = JSON.stringify(r.charge)
      rows.push([
        r.time,
        r.id,
        r.keyName,
        r.endpoint,
        r.model,
        r.modelUsed,
        r.status,
        r.errorCode,
        ...unitNames.map((unit) => r[unit]),
        charge,
        r.estimated,
        r.ttftMs,
        r.durationMs,
        Object.keys(r.tags).length > 0 ? JSON.stringify(r.tags) : null,
        r.cacheAge,
      ])
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor && rows.length < most)
  return csv(head, rows)
}
