import 'server-only'
import * as z from 'zod'
import { rowsOf } from '@/lib/db/rows'
import { vitalPool } from '@/lib/db/vital-pool'
import { openHolds } from '../turn/open-holds'

const longestRow = z.object({ longest: z.number() })
/** In seconds: the longest time that an upstream is given (30 minutes unless an operator says more), and a margin. No call runs longer. */
const longestSql = `select 300 + greatest(1800, max(greatest((timeouts->>'total')::float8, (timeouts->>'answer')::float8))) as longest from upstreams`

/**
 * Finds calls of this process that have run too long. A process judges only its own calls, by how long it has known them, because the time
 * in a record comes from one machine's clock. `now` is monotonic, in milliseconds.
 */
export async function overdueCalls(now: number): Promise<string[]> {
  const [row] = await rowsOf(vitalPool(), longestRow, longestSql)
  const longestMs = (row?.longest ?? 2100) * 1000
  return [...openHolds()].filter(({ since }) => now - since > longestMs).map(({ request }) => request.id)
}
