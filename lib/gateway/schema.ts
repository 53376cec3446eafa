import * as z from 'zod'

const when = z.string()

/** One attempt that a target did not serve. `words` are the upstream's own, bounded, and may quote the prompt: for operators only. */
const targetError = z.object({
  time: when,
  status: z.int().nullable(),
  reason: z.string(),
  words: z.string().nullable(),
  callId: z.string().nullable(),
})

const targetHealth = z.object({
  target: z.string(),
  model: z.string(),
  upstream: z.string(),
  upstreamModel: z.string(),
  state: z.enum(['closed', 'open', 'half_open', 'resting', 'off']),
  failures: z.int(),
  /** Seconds until it is tried again. */
  retryIn: z.int().nullable(),
  lastFailure: z.object({ time: when, reason: z.string(), status: z.int().nullable() }).nullable(),
  lastSuccess: when.nullable(),
  latencyMs: z.int().nullable(),
  /** The attempts of the last hour, and the median time to the first content or whole answer of the last hundred that were served. */
  lastHour: z.object({ served: z.int(), failed: z.int(), medianMs: z.int().nullable() }),
  /** Newest first, at most 20, since this process began. */
  lastErrors: z.array(targetError),
})
export type TargetHealth = z.infer<typeof targetHealth>

const upstreamHealth = z.object({
  upstream: z.string(),
  name: z.string(),
  running: z.int(),
  waiting: z.int(),
  /** How long a call that comes now will probably wait; null while full and unknown. */
  waitMs: z.int().nullable(),
  targets: z.array(targetHealth),
})
export type UpstreamHealth = z.infer<typeof upstreamHealth>

/** As the process knows it that answers; `processes` says how many there are. */
export const upstreamsHealth = z.object({ processes: z.int(), upstreams: z.array(upstreamHealth) })
export type UpstreamsHealth = z.infer<typeof upstreamsHealth>

/** What a call to a model would meet now. `seconds`: until its turn, or until something is tried again; null while unknown. */
export type ModelNow =
  | { state: 'ready' | 'none' }
  | { state: 'waiting'; calls: number; seconds: number | null }
  | { state: 'resting'; seconds: number }

const said = z.string().nullish()
/** One event of a test: what of an upstream's own chunk is read. */
const testChunk = z.object({
  error: z.object({ message: z.string().optional() }).optional(),
  choices: z.array(z.object({ delta: z.object({ content: said, reasoning_content: said, reasoning: said }).optional() })).optional(),
  usage: z.object({ completion_tokens: z.int().optional() }).nullish(),
})
export type TestChunk = z.infer<typeof testChunk>
