import { tasks } from './bodies.ts'
import { added, addedToEvents, cpuOfCall, gapTimesBare, type Results, timesBare } from './results.ts'

export interface Target {
  name: string
  unit: string
  target: number
  goal: number
  /** Whether more is better. */
  more?: boolean
  measured: number | undefined
}

export type Verdict = 'goal met' | 'target met' | 'missed' | 'not measured'

export function verdictOf({ measured, target, goal, more = false }: Target): Verdict {
  if (measured === undefined || !Number.isFinite(measured)) return 'not measured'
  const meets = (wanted: number) => (more ? measured >= wanted : measured <= wanted)
  if (meets(goal)) return 'goal met'
  return meets(target) ? 'target met' : 'missed'
}

const ratio = (a: number | undefined, b: number | undefined) => (a === undefined || !b ? undefined : a / b)

/** By how many percent resident memory grew at most over the calls that measure it. */
export function growthOf([begin, ...later]: number[]): number | undefined {
  return begin === undefined || later.length === 0 ? undefined : (Math.max(begin, ...later) / begin - 1) * 100
}

/** What the project wants of the direct door: `target` must hold, `goal` is where it wants to be. */
export function targetsOf(results: Results): Target[] {
  const rate = (load: '64' | '256') => timesBare(results, load, ({ rps }) => rps)
  const cpu = (load: '64' | '256') => timesBare(results, load, cpuOfCall)
  const burst = results.bursts.direct
  const memory = results.memory.direct
  const { idle, streams, memoryCalls } = results.size
  const { translated, large, slowReaders } = results
  return [
    { name: "calls/s at 64 connections, of bare's", unit: '×', target: 0.38, goal: 0.45, more: true, measured: rate('64') },
    { name: "calls/s at 256 connections, of bare's", unit: '×', target: 0.45, goal: 0.5, more: true, measured: rate('256') },
    { name: "CPU a call at 64 connections, database included, of bare's", unit: '×', target: 3.3, goal: 2.7, measured: cpu('64') },
    { name: "CPU a call at 256 connections, database included, of bare's", unit: '×', target: 2.8, goal: 2.4, measured: cpu('256') },
    { name: 'one connection: added p50', unit: 'ms', target: 1.2, goal: 0.8, measured: added(results, 'one', 'p50') },
    { name: 'one connection: added p99', unit: 'ms', target: 3, goal: 2, measured: added(results, 'one', 'p99') },
    { name: '1 000/s: added p50', unit: 'ms', target: 1.5, goal: 1, measured: added(results, '1000/s', 'p50') },
    { name: '1 000/s: added p99', unit: 'ms', target: 15, goal: 8, measured: added(results, '1000/s', 'p99') },
    {
      name: `${streams} streams × 20/s: added p99 delay of an event`,
      unit: 'ms',
      target: 10,
      goal: 3,
      measured: addedToEvents(results, 'p99'),
    },
    {
      name: `${streams} streams × 20/s: added p99 to the gap between events`,
      unit: 'ms',
      target: 20,
      goal: 20,
      measured: results.streams.direct?.gap99,
    },
    { name: "the same, of bare's", unit: '×', target: 1, goal: 1, measured: gapTimesBare(results) },
    {
      name: `first call after ${idle} s idle, of the warm p99`,
      unit: '×',
      target: 3,
      goal: 2,
      measured: ratio(burst?.first, burst?.warm),
    },
    {
      name: `p99 of the first 100 after ${idle} s idle, of the warm p99`,
      unit: '×',
      target: 3,
      goal: 2,
      measured: ratio(burst?.first100, burst?.warm),
    },
    {
      name: 'resident memory under load',
      unit: 'MiB',
      target: 450,
      goal: 350,
      measured: memory && Math.max(...memory.steps),
    },
    {
      name: `growth of resident memory over ${memory?.calls ?? memoryCalls} calls`,
      unit: '%',
      target: 5,
      goal: 5,
      measured: memory && growthOf(memory.steps),
    },
    ...(['whole', 'stream'] as const).map((kind) => ({
      name: `messages → chat, ${kind}: node's CPU a call, of chat → chat`,
      unit: '×',
      target: 1.3,
      goal: 1.3,
      measured: translated[kind]?.messages?.times.node,
    })),
    ...tasks.flatMap((task) => [
      {
        name: `${task} of 1 MB: CPU a call, database included, of bare's`,
        unit: '×',
        target: 1.5,
        goal: 1.5,
        measured: large[task]?.direct?.times.cpu,
      },
      { name: `${task} of 1 MB: p50, of bare's`, unit: '×', target: 1.5, goal: 1.5, measured: large[task]?.direct?.times.p50 },
    ]),
    {
      name: `${slowReaders?.readers ?? results.size.slowReaders} readers at 1 KB/s of 20 MB: growth of resident memory`,
      unit: 'MiB',
      target: 190,
      goal: 190,
      measured: slowReaders && Math.max(0, slowReaders.peak - slowReaders.before),
    },
  ]
}
