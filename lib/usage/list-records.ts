import 'server-only'
import * as z from 'zod'
import { toPrice } from '@/lib/catalog/price'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import { priceColumns, priceRow } from '@/lib/ledger/price-rows'
import { pageOf, readCursor } from '@/lib/paging'
import { chargeLines, noLines } from './charge-lines'
import { failedSql, recordColumns, recordRow, recordView, unitsOf, withUser } from './record-rows'
import type { RecordDetail, RecordFilter, RecordList } from './schema'
import { timeOfCalls } from './time-of-calls'

interface Reader {
  /** The user whose records are read. Undefined reads everybody's and is for operators. */
  userId?: number
  namesUpstreams: boolean
}

const latest = Date.UTC(9999, 0)
const place = z.tuple([z.int().min(0).max(latest), z.string()])

function conditions(filter: RecordFilter, reader: Reader): { where: string; values: unknown[] } {
  const parts: string[] = []
  const values: unknown[] = []
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
  if (filter.model !== undefined) add('(model = ? or model_used = ?)', filter.model, filter.model)
  if (filter.keyId !== undefined) add('key_id = ?', filter.keyId)
  if (filter.endpoint !== undefined) add('endpoint = ?', filter.endpoint)
  if (filter.from) add('time >= ?', filter.from)
  if (filter.to) add('time < ?', filter.to)
  if (filter.status === 'ok') add(`state = 'settled' and not ${failedSql}`)
  else if (filter.status === 'failed') add(`state = 'settled' and ${failedSql}`)
  else if (filter.status === 'running') add("state = 'held'")
  else if (filter.status !== undefined) add('status = ?', Number(filter.status))
  const after = readCursor(filter.cursor, place)
  if (after) add('(time, id) < (?, ?)', new Date(after[0]), after[1])
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values }
}

const columnsFor = ({ namesUpstreams }: Reader) => (namesUpstreams ? withUser : recordColumns)

/** Lists records, newest first. */
export async function listRecords(filter: RecordFilter, reader: Reader): Promise<RecordList> {
  const { where, values } = conditions(filter, reader)
  const rows = await rowsOf(
    pool(),
    recordRow,
    `select ${columnsFor(reader)} from usage_records ${where} order by time desc, id desc limit ${filter.limit + 1}`,
    values,
  )
  const { page, nextCursor } = pageOf(rows, filter.limit, ({ time, id }) => [time.getTime(), id])
  return { records: page.map((row) => recordView(row, reader.namesUpstreams)), nextCursor }
}

const detailRow = recordRow.extend({ price_version_id: z.string().nullable() })

/** Reads one call with the lines of its charge. Somebody else's is not found. */
export async function readRecord(id: string, reader: Reader): Promise<RecordDetail> {
  const { where, values } = conditions({ requestId: id, limit: 1, format: 'json' }, reader)
  const [row] = await rowsOf(pool(), detailRow, `select ${columnsFor(reader)}, price_version_id from usage_records ${where}`, values)
  if (!row) throw fail('not_found')
  const [pinned] = await rowsOf(pool(), priceRow, `select ${priceColumns('p')} from price_versions p where id = $1`, [row.price_version_id])
  return {
    ...recordView(row, reader.namesUpstreams),
    group: row.group_name,
    address: row.address,
    hold: exactDecimal(row.hold),
    multiplier: row.multiplier / 10_000,
    ...(pinned && (row.charge ?? 0n) > 0n ? chargeLines(unitsOf(row), toPrice(pinned), row.multiplier) : noLines),
  }
}
