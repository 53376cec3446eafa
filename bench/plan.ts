import type { ModelName } from './stand.ts'

export type Door = 'bare' | 'direct' | 'routes'
/** Those that are measured in turns, and those that follow alone. */
export const turns = ['throughput', 'billing', 'latency', 'rate', 'search', 'streams', 'memory'] as const
export const parts = [...turns, 'idle', 'translated', 'large', 'slow-readers'] as const
export type Part = (typeof parts)[number]

/** Times in seconds. V8 needs 12 s of load until a call costs what it costs from then on, and forgets some of it when idle. */
export const full = {
  wallets: 200,
  rounds: 3,
  warm: 12,
  peak: 4,
  steady: 3,
  probe: 2,
  burst: 3,
  streams: 1000,
  streamRounds: 2,
  memoryCalls: 100_000,
  idle: 25,
  idleRounds: 2,
  slice: 2,
  slices: 7,
  slowReaders: 200,
  slowSeconds: 30,
}
export type Size = typeof full
/** Shows that everything works. Its figures are noise. */
export const quick: Size = {
  wallets: 24,
  rounds: 1,
  warm: 4,
  peak: 2,
  steady: 2,
  probe: 1,
  burst: 1,
  streams: 200,
  streamRounds: 1,
  memoryCalls: 10_000,
  idle: 10,
  idleRounds: 1,
  slice: 1,
  slices: 3,
  slowReaders: 50,
  slowSeconds: 8,
}

/** The p99 in milliseconds that calls/s are searched for. */
export const limitMs = 10

/** So many calls begin at once after idling: a burst, and yet less than what makes calls wait for each other for long. */
export const burstConnections = 16

/** Calls a second at 64 connections, as far as they are known. */
export type Peaks = Map<Door, number>

export interface Load {
  /** What the load is measured for. */
  parts: Part[]
  doors: Door[]
  connections: number
  model?: ModelName
  /** Calls a second of an open loop, where the load is one. */
  rate?: (door: Door, peaks: Peaks) => number
}

const everyDoor: Door[] = ['bare', 'direct', 'routes']
const quarter = (door: Door, peaks: Peaks) => Math.round((peaks.get(door === 'routes' ? 'routes' : 'bare') ?? 1600) / 4)

/** The loads of one round, in their order. The two that are compared with each other change places from turn to turn. */
export const loads = {
  '256': { parts: ['throughput'], doors: everyDoor, connections: 256 },
  '64': { parts: ['throughput', 'billing', 'rate', 'search'], doors: everyDoor, connections: 64 },
  '64 free': { parts: ['billing'], doors: ['direct'], connections: 64, model: 'bench-free' },
  one: { parts: ['latency'], doors: everyDoor, connections: 1 },
  '1000/s': { parts: ['rate'], doors: ['bare', 'direct'], connections: 128, rate: () => 1000 },
  quarter: { parts: ['rate'], doors: everyDoor, connections: 128, rate: quarter },
} satisfies Record<string, Load>
export type LoadName = keyof typeof loads

const order = ['256', '64', '64 free', 'one', '1000/s', 'quarter'] as const
const otherOrder = ['256', '64 free', '64', 'one', '1000/s', 'quarter'] as const
export const orderOf = (turn: number): readonly LoadName[] => (turn % 2 ? order : otherOrder)
