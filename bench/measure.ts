import { type Cpu, cpuOf, serverMemory } from './process.ts'
import { type LoadResult, load, type StreamsResult, streams } from './tools.ts'

/** A server that answers chat completions on a port of its own. */
export interface Contender {
  name: string
  port: number
  pid: number
  keys: string
  /** How many calls it has served in all, as the generator and the upstream count them. */
  served: { calls: number; streams: number; upstream: number }
  trouble: number
}

/** Asks how many calls the upstream has finished so far. */
export type Served = () => Promise<number>

export interface Measured extends LoadResult {
  /** Microseconds of processor time a call. */
  cpu: Cpu
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

async function once(
  contender: Contender,
  options: { connections: number; seconds?: number; rate?: number; requests?: number },
  finished: Served,
) {
  const [before, first] = [cpuOf(contender.pid), await finished()]
  const result = await load({ port: contender.port, keys: contender.keys, ...options })
  const after = cpuOf(contender.pid)
  contender.served.calls += result.done - result.failed
  contender.served.upstream += (await finished()) - first
  contender.trouble += result.failed + result.broken
  const each = (part: keyof Cpu) => ((after[part] - before[part]) * 1000) / Math.max(1, result.done)
  return { ...result, cpu: { node: each('node'), database: each('database') } }
}

/** Measures everybody in turns, so that a noisy minute hits all of them, and takes the median of each figure. */
export async function inTurns(
  contenders: Contender[],
  options: { connections: number; seconds: number; rate?: (contender: Contender) => number },
  rounds: number,
  finished: Served,
): Promise<Map<string, Measured>> {
  const all = new Map<string, Measured[]>(contenders.map((contender) => [contender.name, []]))
  const { rate, ...rest } = options
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      const measured = await once(contender, { ...rest, ...(rate && { rate: rate(contender) }) }, finished)
      all.get(contender.name)?.push(measured)
    }
  }
  const middle = (list: Measured[], pick: (measured: Measured) => number) => median(list.map(pick))
  const summary = (list: Measured[]): Measured => ({
    sent: list.reduce((sum, m) => sum + m.sent, 0),
    done: list.reduce((sum, m) => sum + m.done, 0),
    failed: list.reduce((sum, m) => sum + m.failed, 0),
    broken: list.reduce((sum, m) => sum + m.broken, 0),
    seconds: middle(list, (m) => m.seconds),
    rps: middle(list, (m) => m.rps),
    p50: middle(list, (m) => m.p50),
    p90: middle(list, (m) => m.p90),
    p99: middle(list, (m) => m.p99),
    max: middle(list, (m) => m.max),
    cpu: { node: middle(list, (m) => m.cpu.node), database: middle(list, (m) => m.cpu.database) },
  })
  return new Map([...all].map(([name, list]) => [name, summary(list)]))
}

export async function warmUp(contenders: Contender[], seconds: number, finished: Served): Promise<void> {
  for (const contender of contenders) await once(contender, { connections: 64, seconds }, finished)
}

export async function holdStreams(
  contenders: Contender[],
  count: number,
  rounds: number,
  finished: Served,
): Promise<Map<string, StreamsResult>> {
  const all = new Map<string, StreamsResult[]>(contenders.map((contender) => [contender.name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      const first = await finished()
      const result = await streams({ port: contender.port, keys: contender.keys, streams: count, ramp: 1000, limit: 60 })
      contender.served.streams += result.ok
      contender.served.upstream += (await finished()) - first
      contender.trouble += result.bad + result.unfinished
      all.get(contender.name)?.push(result)
    }
  }
  // All figures are those of the round whose p99 is in the middle, so that they belong together. The errors are those of all rounds.
  return new Map(
    [...all].map(([name, list]) => {
      const middle = list.sort((a, b) => a.p99 - b.p99)[list.length >> 1] as StreamsResult
      const sum = (pick: (result: StreamsResult) => number) => list.reduce((total, result) => total + pick(result), 0)
      return [name, { ...middle, ok: sum((r) => r.ok), bad: sum((r) => r.bad), unfinished: sum((r) => r.unfinished) }]
    }),
  )
}

export interface Memory {
  calls: number
  /** MiB of resident memory after the warm-up, then after each fifth of the calls. */
  steps: number[]
}

export async function memoryOver(contender: Contender, calls: number, finished: Served): Promise<Memory> {
  await once(contender, { connections: 64, requests: Math.ceil(calls / 5) }, finished)
  const steps = [serverMemory(contender.pid)]
  for (let i = 0; i < 5; i++) {
    await once(contender, { connections: 64, requests: Math.ceil(calls / 5) }, finished)
    steps.push(serverMemory(contender.pid))
  }
  return { calls, steps }
}
