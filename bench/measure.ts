import type { Door } from './plan.ts'
import { type Cpu, cpuOf, serverMemory } from './process.ts'
import type { Measured } from './results.ts'
import { type LoadOptions, type LoadResult, load, type StreamsResult, streams } from './tools.ts'

/** A server that answers chat completions on a port of its own. */
export interface Contender {
  door: Door
  port: number
  pid: number
  keys: string
  /** MiB resident before the first call. */
  memoryAtStart: number
  /** What the calls that it has served cost in all, as the generator counts them, and how many the upstreams have finished. */
  served: { nanos: bigint; upstream: number }
  trouble: number
}

export const contenderAt = (door: Door, place: Pick<Contender, 'port' | 'pid' | 'keys'>): Contender => ({
  door,
  ...place,
  memoryAtStart: serverMemory(place.pid),
  served: { nanos: 0n, upstream: 0 },
  trouble: 0,
})

/** A call has 14 tokens in and 250 out, or 64 in a stream, at 2 and 8 per million tokens. */
export const callNanos = 14n * 2000n + 250n * 8000n
export const streamNanos = 14n * 2000n + 64n * 8000n

/** Asks how many calls the upstreams have finished so far. */
export type Served = () => Promise<number>

export type Round = LoadResult & { cpu: Cpu }

/** Puts a load on one contender, and keeps account of what it has served. `nanos` is what one call costs. */
export async function measure(
  contender: Contender,
  { nanos = callNanos, ...options }: Omit<LoadOptions, 'port' | 'keys'> & { nanos?: bigint },
  finished: Served,
): Promise<Round> {
  const [before, first] = [cpuOf(contender.pid), await finished()]
  const result = await load({ port: contender.port, keys: contender.keys, ...options })
  const after = cpuOf(contender.pid)
  contender.served.nanos += nanos * BigInt(result.done - result.failed)
  contender.served.upstream += (await finished()) - first
  contender.trouble += result.failed + result.broken
  const each = (part: keyof Cpu) => ((after[part] - before[part]) * 1000) / Math.max(1, result.done)
  return { ...result, cpu: { node: each('node'), database: each('database') } }
}

export async function measureStreams(contender: Contender, count: number, finished: Served): Promise<StreamsResult> {
  const first = await finished()
  const result = await streams({ port: contender.port, keys: contender.keys, streams: count, ramp: 1000, limit: 60 })
  contender.served.nanos += streamNanos * BigInt(result.ok)
  contender.served.upstream += (await finished()) - first
  contender.trouble += result.bad + result.unfinished
  return result
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

export function summaryOf(rounds: Round[]): Measured {
  const middle = (pick: (round: Round) => number) => median(rounds.map(pick))
  const sum = (pick: (round: Round) => number) => rounds.reduce((total, round) => total + pick(round), 0)
  const rates = rounds.map(({ rps }) => rps)
  return {
    rps: middle((round) => round.rps),
    p50: middle((round) => round.p50),
    p99: middle((round) => round.p99),
    cpu: { node: middle((round) => round.cpu.node), database: middle((round) => round.cpu.database) },
    spread: [Math.min(...rates), Math.max(...rates)],
    errors: sum((round) => round.failed + round.broken),
    missed: sum((round) => round.missed),
  }
}

/** All figures are those of the round whose p99 is in the middle, so that they belong together. The errors are those of all rounds. */
export function summaryOfStreams(rounds: StreamsResult[]): StreamsResult | undefined {
  const middle = rounds.toSorted((a, b) => a.p99 - b.p99)[rounds.length >> 1]
  const sum = (pick: (round: StreamsResult) => number) => rounds.reduce((total, round) => total + pick(round), 0)
  return middle && { ...middle, ok: sum((r) => r.ok), bad: sum((r) => r.bad), unfinished: sum((r) => r.unfinished) }
}
