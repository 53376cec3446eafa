import 'server-only'
import * as z from 'zod'
import { toPrice } from '@/lib/catalog/price'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import { priceColumns, priceRow } from '@/lib/ledger/price-rows'
import { pageOf, readCursor, writeCursor } from '@/lib/paging'
import { chargeLines, noLines } from './charge-lines'
import { conditions, type Reader, type Stretch, sifts } from './record-filter'
import { callRow, columnsOf, recordView, unitsOf } from './record-rows'
import type { RecordDetail, RecordFilter, RecordList } from './schema'
import { type ListPlace, searchBack } from './search-back'

const latest = Date.UTC(9999, 0)
const place = z.tuple([z.int().min(0).max(latest), z.string()])
const defaultBudgetMs = 150

/** Reads calls, newest first: those that ended and those that run, as of one moment, so that none is missed while it ends. */
function readCalls(filter: RecordFilter, reader: Reader, stretch: Stretch) {
  const values: unknown[] = []
  const newest = `order by time desc, id desc limit ${stretch.limit}`
  const from = (table: string, running: boolean) =>
    `(select ${columnsOf(running, reader.namesUpstreams)} from ${table} ${conditions(filter, reader, stretch, running, values)} ${newest})`
  return rowsOf(pool(), callRow, `${from('usage_records', false)} union all ${from('open_holds', true)} ${newest}`, values)
}

const oldestRow = z.object({ time: z.date().nullable() })

async function oldestCall({ userId }: Reader): Promise<number> {
  const [sql, values] = userId === undefined ? ['', []] : ['where user_id = $1', [userId]]
  const [row] = await rowsOf(pool(), oldestRow, `select min(time) as time from usage_records ${sql}`, values)
  return row?.time?.getTime() ?? Number.POSITIVE_INFINITY
}

/** Reads as many calls as there are, up to `limit`. What may be rare is looked for during `budgetMs`. */
async function findCalls(filter: RecordFilter, reader: Reader, before: ListPlace | null, limit: number, budgetMs: number) {
  const read = (older: ListPlace | null, from: number | null, most: number) =>
    readCalls(filter, reader, { before: older, from, limit: most })
  if (!sifts(filter)) return { rows: await read(before, null, limit), lookedBackTo: null }
  const oldest = Math.max(await oldestCall(reader), filter.from?.getTime() ?? 0)
  const newest = Math.min(Date.now(), filter.to?.getTime() ?? latest)
  return searchBack({ read, before, newest, oldest, limit, budgetMs })
}

/**
 * Lists calls, newest first. A page with `lookedBackTo` may hold fewer calls than asked for, even none, although older ones fit: the search took
 * too long. It goes on at the cursor.
 */
export async function listRecords(filter: RecordFilter, reader: Reader, budgetMs = defaultBudgetMs): Promise<RecordList> {
  const before = readCursor(filter.cursor, place) ?? null
  const { rows, lookedBackTo } = await findCalls(filter, reader, before, filter.limit + 1, budgetMs)
  const { page, nextCursor } = pageOf(rows, filter.limit, ({ time, id }) => [time.getTime(), id])
  return {
    records: page.map((row) => recordView(row, reader.namesUpstreams)),
    nextCursor: lookedBackTo === null ? nextCursor : writeCursor([lookedBackTo, '']),
    lookedBackTo: lookedBackTo === null ? null : new Date(lookedBackTo).toISOString(),
  }
}

const pinnedRow = priceRow.extend({ size: z.string().nullable(), quality: z.string().nullable() })

/** What the line of a price is for. */
const pictureOf = ({ size, quality }: z.infer<typeof pinnedRow>) => (size === null && quality === null ? null : { size, quality })

/** Reads one call with the lines of its charge. Somebody else's is not found. */
export async function readRecord(id: string, reader: Reader): Promise<RecordDetail> {
  const [row] = await readCalls({ requestId: id, limit: 1, format: 'json' }, reader, { before: null, from: null, limit: 1 })
  if (!row) throw fail('not_found')
  const [pinned] = await rowsOf(pool(), pinnedRow, `select ${priceColumns('p')}, size, quality from price_versions p where id = $1`, [
    row.price_version_id,
  ])
  return {
    ...recordView(row, reader.namesUpstreams),
    group: row.group_name,
    address: row.address,
    hold: exactDecimal(row.hold),
    multiplier: row.multiplier / 10_000,
    picture: pinned ? pictureOf(pinned) : null,
    ...(pinned && row.charge > 0n ? chargeLines(unitsOf(row), toPrice(pinned), row.multiplier) : noLines),
  }
}
