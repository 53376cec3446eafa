import { alternate, comparedOf } from './alternate.ts'
import { asksOf, type Family, families, largeAsks, largeTokens, type Task, tasks } from './bodies.ts'
import { type Contender, callNanos, measure, type Round, streamNanos } from './measure.ts'
import type { Results } from './results.ts'
import type { Bench } from './rounds.ts'

/** How many calls of a kind are made at once. Streams and large bodies leave the processor some air. */
const connections = { whole: 64, stream: 32, large: 4 }

const ofDoor = ({ contenders }: Bench, door: 'bare' | 'direct'): Contender | undefined =>
  contenders.find((contender) => contender.door === door)

/** What it costs to ask one and the same upstream in the words of other families than its own. */
export async function compareFamilies(bench: Bench, results: Results): Promise<void> {
  const { size, finished, say } = bench
  const direct = ofDoor(bench, 'direct')
  if (!direct) return
  for (const kind of ['whole', 'stream'] as const) {
    say(`families, ${kind} …`)
    const asks = asksOf(kind === 'stream')
    const nanos = kind === 'stream' ? streamNanos : callNanos
    const once = (family: Family, seconds = size.slice): Promise<Round> =>
      measure(direct, { connections: connections[kind], seconds, nanos, ...asks[family] }, finished)
    for (const family of families) await once(family, size.warm / 2)
    const rounds = await alternate(families, size.slices, once)
    for (const family of families)
      results.translated[kind] = { ...results.translated[kind], [family]: comparedOf(rounds[family], rounds.chat) }
  }
}

/** Bodies of a megabyte through the direct door and the bare proxy. */
export async function compareLarge(bench: Bench, results: Results): Promise<void> {
  const { size, finished, say } = bench
  const [direct, bare] = [ofDoor(bench, 'direct'), ofDoor(bench, 'bare')]
  if (!direct || !bare) return
  const asks = largeAsks()
  const nanos = BigInt(largeTokens) * 2000n
  const doors = { bare, direct }
  for (const task of tasks satisfies readonly Task[]) {
    say(`large bodies, ${task} …`)
    const once = (door: 'bare' | 'direct', seconds = size.slice): Promise<Round> =>
      measure(doors[door], { connections: connections.large, seconds, nanos, ...asks[task] }, finished)
    for (const door of ['bare', 'direct'] as const) await once(door, size.warm / 2)
    const rounds = await alternate(['bare', 'direct'] as const, size.slices, once)
    results.large[task] = { bare: comparedOf(rounds.bare, rounds.bare), direct: comparedOf(rounds.direct, rounds.bare) }
  }
}
