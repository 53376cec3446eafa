import 'server-only'
import { run } from '@/lib/db/rows'
import { hotPool } from './hot-pool'
import { int } from './records'

/** What one running stream has delivered so far. */
export interface JournalRow {
  /** The hold's own id and time. */
  id: string
  time: Date
  /** The price version of the model that answers, which may be a fallback; omitted when it is the one of the hold. */
  priceVersionId?: string
  inputTokens: number
  outputTokens: number
}

const journalSql = `
update usage_records r set journal_input = q.input, journal_output = q.output, price_version_id = coalesce(q.price, r.price_version_id)
from unnest($1::text[], $2::timestamptz[], $3::int[], $4::int[], $5::text[]) as q(id, time, input, output, price)
where r.time = q.time and r.id = q.id and r.state = 'held'`

/** Writes what running streams have delivered so far, once a second in one statement. After a crash they are charged for that. */
export async function journal(rows: JournalRow[]): Promise<void> {
  if (rows.length === 0) return
  const ordered = rows.toSorted((a, b) => a.time.getTime() - b.time.getTime() || (a.id < b.id ? -1 : 1))
  await run(hotPool(), { name: 'ledger.journal', text: journalSql }, [
    ordered.map((row) => row.id),
    ordered.map((row) => row.time.toISOString()),
    ordered.map((row) => int(row.inputTokens)),
    ordered.map((row) => int(row.outputTokens)),
    ordered.map((row) => row.priceVersionId ?? null),
  ])
}
