import type { Family, Task } from './bodies.ts'
import type { Books } from './books.ts'
import type { Door, LoadName, Size } from './plan.ts'
import type { Cpu } from './process.ts'
import type { LoadResult, StreamsResult } from './tools.ts'

type Fields = Pick<LoadResult, 'rps' | 'p50' | 'p99'>

/** One door under one load: medians of its rounds, and sums of what went wrong. */
export interface Measured extends Fields {
  /** Microseconds of processor time a call. */
  cpu: Cpu
  /** Calls a second of the worst and of the best round. */
  spread: [number, number]
  errors: number
  /** Planned calls that could not leave in time. */
  missed: number
}

/** The highest steady rate at which p99 stays within the limit. */
export interface Highest {
  rps: number
  p99: number
}

/** Milliseconds: the p99 of the warm door, and after idling the first call and the p99 of the first hundred, each of the worst round. */
export interface Burst {
  warm: number
  first: number
  first100: number
}

/** MiB resident. */
export interface Memory {
  start: number
  /** How many calls the growth is measured over. */
  calls: number
  /** After all loads, and then after each fifth of the calls that only measure whether it grows. */
  steps: number[]
}

/** A variant that was measured in short turns with another one, which is compared with itself, too. */
export interface Compared {
  /** Microseconds of processor time a call. */
  cpu: Cpu
  /** Milliseconds. */
  p50: number
  /** How many times the other's figures: node's processor time, the database's added, and p50. */
  times: { node: number; cpu: number; p50: number }
  errors: number
}

/** MiB resident before and at most during the streams, and how many of the readers still had theirs at the end. */
export interface SlowReading {
  readers: number
  before: number
  peak: number
  open: number
}

export const doors: readonly Door[] = ['bare', 'direct', 'routes']
export type ByDoor<T> = Partial<Record<Door, T>>

export interface Results {
  size: Size
  loads: Partial<Record<LoadName, ByDoor<Measured>>>
  highest: ByDoor<Highest>
  streams: ByDoor<StreamsResult>
  bursts: ByDoor<Burst>
  memory: ByDoor<Memory>
  /** Of the direct door, beside chat. */
  translated: Partial<Record<'whole' | 'stream', Partial<Record<Family, Compared>>>>
  large: Partial<Record<Task, ByDoor<Compared>>>
  slowReaders?: SlowReading
  books: Books[]
}

export const cpuOfCall = ({ cpu }: Pick<Measured, 'cpu'>): number => cpu.node + cpu.database

/** What a door adds to the bare proxy's figure under the same load. */
export function added(results: Results, load: LoadName, field: 'p50' | 'p99', door: Door = 'direct'): number | undefined {
  const of = results.loads[load]
  const [own, bare] = [of?.[door]?.[field], of?.bare?.[field]]
  return own === undefined || bare === undefined ? undefined : own - bare
}

export function addedToEvents(results: Results, field: 'p50' | 'p99'): number | undefined {
  const { direct, bare } = results.streams
  return direct && bare && direct[field] - bare[field]
}

/** What the way through a door adds to the gaps between events, beside what the bare proxy adds. */
export function gapTimesBare({ streams: { direct, bare } }: Results): number | undefined {
  return direct && bare && direct.gap99 / bare.gap99
}

/** A figure as a multiple of the bare proxy's. */
export function timesBare(results: Results, load: LoadName, of: (m: Measured) => number, door: Door = 'direct'): number | undefined {
  const { [door]: own, bare } = results.loads[load] ?? {}
  return own && bare && of(own) / of(bare)
}
