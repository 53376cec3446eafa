import { timeOfId } from '@/lib/ids'

const marginMs = 60_000

/**
 * The stretch of time in which the records of these calls lie: an id says when it was made, so that only the partitions of those moments
 * are looked into. Undefined when one of them is no id of ours.
 */
export function timeOfCalls(ids: readonly string[]): [from: Date, to: Date] | undefined {
  const times = ids.map((id) => timeOfId(id) ?? Number.NaN)
  if (times.length === 0 || times.some(Number.isNaN)) return undefined
  return [new Date(Math.min(...times) - marginMs), new Date(Math.max(...times) + marginMs)]
}
