import 'server-only'
import * as z from 'zod'
import { rowsOf } from '@/lib/db/rows'
import { vitalPool } from '@/lib/db/vital-pool'
import { once } from '@/lib/once'
import { processId } from '@/lib/processes/process-id'

const openRow = z.object({ id: z.string() })
const openSql = "select id from usage_records where state = 'held' and process_id = $1"

const longestRow = z.object({ longest: z.number() })
/** In seconds: the longest time that an upstream is given (30 minutes unless an operator says more), and a margin. No call runs longer. */
const longestSql = `select 300 + greatest(1800, max(greatest((timeouts->>'total')::float8, (timeouts->>'answer')::float8))) as longest from upstreams`

/** When each of this process's calls was first seen here. */
const seen = once('ledger.openCalls', () => new Map<string, number>())

/**
 * Finds calls of this process that have run too long. A process judges only its own calls, by how long it has seen them, because the time
 * in a record comes from one machine's clock. `now` is monotonic, in milliseconds.
 */
export async function overdueCalls(now: number): Promise<string[]> {
  const open = await rowsOf(vitalPool(), openRow, openSql, [processId()])
  const [row] = await rowsOf(vitalPool(), longestRow, longestSql)
  const longestMs = (row?.longest ?? 2100) * 1000
  const ids = new Set(open.map(({ id }) => id))
  for (const id of seen.keys()) if (!ids.has(id)) seen.delete(id)
  for (const id of ids) if (!seen.has(id)) seen.set(id, now)
  return [...seen].filter(([, since]) => now - since > longestMs).map(([id]) => id)
}
