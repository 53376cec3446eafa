import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { once } from '@/lib/once'
import type { ModelSpeed } from './schema'

const keptMs = 60_000
/** A model with fewer calls than this has no speed. */
const fewest = 3

const speedRow = z.object({
  model: z.string(),
  output: z.bigint(),
  ttft: z.bigint(),
  ttft_calls: z.bigint(),
  duration: z.bigint(),
  hours: z.array(z.string()),
})

async function read(): Promise<Map<string, ModelSpeed>> {
  const rows = await rowsOf(
    pool(),
    speedRow,
    `select model, sum(output)::bigint as output, sum(ttft)::bigint as ttft, sum(ttft_calls)::bigint as ttft_calls, sum(duration)::bigint as duration,
       array_agg((ttft / ttft_calls)::text order by hour) as hours
     from (
       select model, hour, sum(output_tokens) as output, sum(ttft_ms) as ttft, sum(ttft_calls) as ttft_calls, sum(duration_ms) as duration
       from usage_hours where hour > now() - interval '24 hours' group by 1, 2 having sum(ttft_calls) > 0
     ) as hourly group by 1 having sum(ttft_calls) >= ${fewest}`,
  )
  return new Map(
    rows.map(({ model, output, ttft, ttft_calls, duration, hours }) => {
      const writing = Number(duration - ttft) / 1000
      return [
        model,
        {
          ttftMs: Number(ttft / ttft_calls),
          tokensPerSecond: writing > 1 ? Number(output) / writing : null,
          hours: hours.map(Number),
        },
      ]
    }),
  )
}

const kept = once('model-speeds', () => ({ at: 0, speeds: Promise.resolve(new Map<string, ModelSpeed>()) }))

/**
 * The speeds by model, read at most once a minute. Without the database there are none, because the start page should not fail for them.
 */
export function modelSpeeds(now = Date.now()): Promise<Map<string, ModelSpeed>> {
  if (now - kept.at >= keptMs) {
    kept.at = now
    kept.speeds = read().catch(() => new Map())
  }
  return kept.speeds
}
