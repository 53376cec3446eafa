import 'server-only'
import * as z from 'zod'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { once } from '@/lib/once'
import type { ModelFigures } from './schema'

const keptMs = 60_000
/** A model with fewer calls than this has no figures. */
const fewest = 3

const sum = z.bigint().transform(Number)
const hourRow = z.object({
  model: z.string(),
  hour: z.date(),
  calls: sum,
  errors: sum,
  output: sum,
  ttft: sum,
  ttft_calls: sum,
  duration: sum,
})
type Hour = Omit<z.infer<typeof hourRow>, 'model'>

/**
 * Answers from the response cache are left out, since no model gave them. Failed calls are counted under the name that was sent, so names
 * are made ids here; what is no model's name is left out.
 */
async function read(): Promise<Map<string, ModelFigures>> {
  const { names } = catalog()
  const rows = await rowsOf(
    pool(),
    hourRow,
    `select model, hour, sum(calls - cache_hits)::bigint as calls, sum(errors)::bigint as errors,
       sum(output_tokens - cache_hit_tokens)::bigint as output,
       sum(ttft_ms)::bigint as ttft, sum(ttft_calls)::bigint as ttft_calls, sum(duration_ms)::bigint as duration
     from usage_hours where hour > now() - interval '24 hours' and model = any($1)
     group by 1, 2 having sum(calls) > sum(cache_hits) order by 2`,
    [[...names.keys()]],
  )
  const byModel = new Map<string, Hour[]>()
  for (const { model, ...row } of rows) {
    const id = names.get(model)?.id ?? model
    const hours = byModel.get(id) ?? []
    const last = hours.at(-1)
    byModel.set(id, last?.hour.getTime() === row.hour.getTime() ? [...hours.slice(0, -1), added(last, row)] : [...hours, row])
  }
  const figures = [...byModel].map(([id, hours]) => [id, figuresOf(hours)] as const)
  return new Map(figures.filter((one): one is [string, ModelFigures] => one[1] !== null))
}

const sums = ['calls', 'errors', 'output', 'ttft', 'ttft_calls', 'duration'] as const
const added = (a: Hour, b: Hour): Hour => ({ ...a, ...Object.fromEntries(sums.map((name) => [name, a[name] + b[name]])) })

function figuresOf(hours: Hour[]): ModelFigures | null {
  const day = hours.reduce(added)
  if (day.calls < fewest) return null
  const streamed = hours.filter(({ ttft_calls }) => ttft_calls > 0)
  const written = streamed.length === 0 ? null : streamed.reduce(added)
  const writing = written === null ? 0 : (written.duration - written.ttft) / 1000
  return {
    success: 1 - day.errors / day.calls,
    durationMs: day.duration / day.calls,
    ttftMs: meanTtft(day),
    tokensPerSecond: written !== null && writing > 1 ? written.output / writing : null,
    hours: hours.map((hour) => ({
      hour: hour.hour.toISOString(),
      success: 1 - hour.errors / hour.calls,
      durationMs: hour.duration / hour.calls,
      ttftMs: meanTtft(hour),
    })),
  }
}

const meanTtft = ({ ttft, ttft_calls }: Hour): number | null => (ttft_calls > 0 ? ttft / ttft_calls : null)

const kept = once('model-figures', () => ({ at: 0, figures: Promise.resolve(new Map<string, ModelFigures>()) }))

/**
 * The figures by model id, of all models and from the hourly sums, read at most once a minute. Show only those of models that the reader may
 * see. Without the database there are none, because public pages should not fail for them.
 */
export function modelFigures(now = Date.now()): Promise<ReadonlyMap<string, ModelFigures>> {
  if (now - kept.at >= keptMs) {
    kept.at = now
    kept.figures = read().catch(() => new Map())
  }
  return kept.figures
}
