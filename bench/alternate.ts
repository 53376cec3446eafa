import { median, type Round } from './measure.ts'
import { type Compared, cpuOfCall } from './results.ts'

/** Measures variants in short turns, so that a noisy moment hits all of them. Every second time they go the other way round. */
export async function alternate<Name extends string>(
  names: readonly Name[],
  times: number,
  once: (name: Name) => Promise<Round>,
): Promise<Record<Name, Round[]>> {
  const rounds = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<Name, Round[]>
  for (let time = 0; time < times; time++) {
    for (const name of time % 2 ? names.toReversed() : names) rounds[name].push(await once(name))
  }
  return rounds
}

/** The medians of a variant, and how many times the figures of another one they are, taken turn by turn. */
export function comparedOf(own: Round[], other: Round[]): Compared {
  const middle = (pick: (round: Round) => number) => median(own.map(pick))
  const times = (pick: (round: Round) => number) =>
    median(own.flatMap((round, at) => (other[at] && pick(other[at]) > 0 ? [pick(round) / pick(other[at])] : [])))
  return {
    cpu: { node: middle(({ cpu }) => cpu.node), database: middle(({ cpu }) => cpu.database) },
    p50: middle(({ p50 }) => p50),
    times: { node: times(({ cpu }) => cpu.node), cpu: times(cpuOfCall), p50: times(({ p50 }) => p50) },
    errors: own.reduce((sum, { failed, broken }) => sum + failed + broken, 0),
  }
}
