import 'server-only'
import { run } from '@/lib/db/rows'
import { processId } from '@/lib/processes/process-id'
import { hotPool } from '../turn/hot-pool'
import { int } from '../turn/records'

/** What one running stream has delivered so far. */
export interface JournalRow {
  /** The hold's own id. */
  id: string
  /** The price version of the model that answers, which may be a fallback; omitted when it is the one of the hold. */
  priceVersionId?: string
  inputTokens: number
  outputTokens: number
}

const sql = `insert into stream_journals (process_id, calls) values ($1, $2::jsonb)
  on conflict (process_id) do update set calls = excluded.calls`

/**
 * Writes what the running streams of this process have delivered so far, once a second as one row. After a crash they are charged for that.
 * A stream that is not named any more has ended.
 */
export async function journal(rows: JournalRow[]): Promise<void> {
  const calls = rows.map((row) => [row.id, [int(row.inputTokens), int(row.outputTokens), row.priceVersionId ?? null]])
  await run(hotPool(), { name: 'ledger.journal', text: sql }, [processId(), JSON.stringify(Object.fromEntries(calls))])
}
