import 'server-only'
import { toPrice } from '@/lib/catalog/price'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import { priceColumns, priceRow } from '@/lib/ledger/price-rows'
import { pageOf } from '@/lib/paging'
import { chargeLines, noLines } from './charge-lines'
import { conditions, type Reader } from './record-filter'
import { callRow, columnsOf, recordView, unitsOf } from './record-rows'
import type { RecordDetail, RecordFilter, RecordList } from './schema'

/** Reads calls, newest first: those that ended and those that run, as of one moment, so that none is missed while it ends. */
function readCalls(filter: RecordFilter, reader: Reader, limit: number) {
  const values: unknown[] = []
  const newest = `order by time desc, id desc limit ${limit}`
  const from = (table: string, running: boolean) =>
    `(select ${columnsOf(running, reader.namesUpstreams)} from ${table} ${conditions(filter, reader, running, values)} ${newest})`
  const sql = `${from('usage_records', false)} union all ${from('open_holds', true)} ${newest}`
  return rowsOf(pool(), callRow, sql, values)
}

/** Lists calls, newest first. */
export async function listRecords(filter: RecordFilter, reader: Reader): Promise<RecordList> {
  const rows = await readCalls(filter, reader, filter.limit + 1)
  const { page, nextCursor } = pageOf(rows, filter.limit, ({ time, id }) => [time.getTime(), id])
  return { records: page.map((row) => recordView(row, reader.namesUpstreams)), nextCursor }
}

/** Reads one call with the lines of its charge. Somebody else's is not found. */
export async function readRecord(id: string, reader: Reader): Promise<RecordDetail> {
  const [row] = await readCalls({ requestId: id, limit: 1, format: 'json' }, reader, 1)
  if (!row) throw fail('not_found')
  const [pinned] = await rowsOf(pool(), priceRow, `select ${priceColumns('p')} from price_versions p where id = $1`, [row.price_version_id])
  return {
    ...recordView(row, reader.namesUpstreams),
    group: row.group_name,
    address: row.address,
    hold: exactDecimal(row.hold),
    multiplier: row.multiplier / 10_000,
    ...(pinned && row.charge > 0n ? chargeLines(unitsOf(row), toPrice(pinned), row.multiplier) : noLines),
  }
}
