import { highestThatHolds, ladderTo } from './highest.ts'
import { type Contender, measure, measureStreams, type Round, type Served, summaryOf, summaryOfStreams } from './measure.ts'
import { type Load, type LoadName, limitMs, loads, orderOf, type Part, type Peaks, type Size } from './plan.ts'
import { serverMemory } from './process.ts'
import type { Results } from './results.ts'
import type { StreamsResult } from './tools.ts'

export interface Bench {
  size: Size
  contenders: Contender[]
  wants(part: Part): boolean
  finished: Served
  say(text: string): void
}

/** Warms one contender up with plain calls, and afterwards measures it before anybody else has a turn. */
export const warmUp = ({ size, finished }: Bench, contender: Contender): Promise<Round> =>
  measure(contender, { connections: 64, seconds: size.warm }, finished)

/**
 * Lets the contenders take turns, so that a noisy minute hits all of them. In each turn a contender is warmed up and then goes through
 * all loads. Next's own door, which is several times slower, has one turn.
 */
export async function takeTurns(bench: Bench, results: Results): Promise<void> {
  const { contenders, size, say } = bench
  const rounds = new Map<string, Round[]>()
  const streamRounds = new Map<string, StreamsResult[]>()
  const peaks: Peaks = new Map()
  for (let turn = 1; turn <= size.rounds; turn++) {
    for (const contender of contenders) {
      const turns = contender.door === 'routes' ? 1 : size.rounds
      if (turn > turns) continue
      say(`turn ${turn} of ${turns}: ${contender.door} …`)
      await warmUp(bench, contender)
      for (const [name, round] of await allLoads(bench, contender, turn, peaks)) {
        const key = `${contender.door} ${name}`
        rounds.set(key, [...(rounds.get(key) ?? []), round])
        results.loads[name] = { ...results.loads[name], [contender.door]: summaryOf(rounds.get(key) ?? []) }
      }
      if (bench.wants('streams') && turn > turns - size.streamRounds) {
        await measureStreams(contender, size.streams, bench.finished) // The first time is its warm-up.
        const all = [...(streamRounds.get(contender.door) ?? []), await measureStreams(contender, size.streams, bench.finished)]
        streamRounds.set(contender.door, all)
        results.streams[contender.door] = summaryOfStreams(all)
      }
      if (turn === turns) await afterLastTurn(bench, contender, peaks, results)
    }
  }
}

async function allLoads(bench: Bench, contender: Contender, turn: number, peaks: Peaks): Promise<[LoadName, Round][]> {
  const { size, wants, finished } = bench
  const measured: [LoadName, Round][] = []
  for (const name of orderOf(turn)) {
    const load: Load = loads[name]
    if (!load.doors.includes(contender.door) || !load.parts.some(wants)) continue
    const { connections, model } = load
    const rate = load.rate?.(contender.door, peaks)
    const options = { connections, ...(model && { model, nanos: 0n }), ...(rate ? { rate, seconds: size.steady } : { seconds: size.peak }) }
    const round = await measure(contender, options, finished)
    // The first turn decides, so that the rates are the same in all turns.
    if (name === '64' && !peaks.has(contender.door)) peaks.set(contender.door, round.rps)
    bench.say(`  ${name}: ${round.rps.toFixed(0)}/s, p99 ${round.p99.toFixed(1)} ms`)
    measured.push([name, round])
  }
  return measured
}

async function afterLastTurn(bench: Bench, contender: Contender, peaks: Peaks, results: Results): Promise<void> {
  const { size, wants, finished } = bench
  const { door, pid } = contender
  if (wants('search') && door !== 'routes') {
    const once = (rate: number) => measure(contender, { connections: 128, rate, seconds: size.probe }, finished)
    const holds = (seen: Round) => seen.p99 <= limitMs && seen.missed + seen.failed + seen.broken === 0
    // A second look keeps one hiccup of the machine from deciding.
    const look = async (rate: number) => {
      const seen = await once(rate)
      return holds(seen) ? seen : once(rate)
    }
    const found = await highestThatHolds(ladderTo(peaks.get(door) ?? 0), look, holds)
    results.highest[door] = { rps: found?.rps ?? 0, p99: found?.p99 ?? 0 }
  }
  if (!wants('memory')) return
  const memory = { start: contender.memoryAtStart, calls: 0, steps: [serverMemory(pid)] }
  results.memory[door] = memory
  for (let i = 0; i < 5 && door === 'direct'; i++) {
    const { done } = await measure(contender, { connections: 64, requests: size.memoryCalls / 5, seconds: 12 }, finished)
    memory.calls += done
    memory.steps.push(serverMemory(pid))
  }
}
