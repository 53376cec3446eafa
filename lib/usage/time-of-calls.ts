import { timeOfId } from '@/lib/ids'

const marginMs = 60_000

/**
 * The span of time in which the records of these calls lie. Each id says when it was made, so only the partitions of that span are opened.
 * Undefined when one of them is no id of ours.
 */
export function timeOfCalls(ids: readonly string[]): [from: Date, to: Date] | undefined {
  const times = ids.map((id) => timeOfId(id) ?? Number.NaN)
  if (times.length === 0 || times.some(Number.isNaN)) return undefined
  return [new Date(Math.min(...times) - marginMs), new Date(Math.max(...times) + marginMs)]
}
