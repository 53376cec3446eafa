import 'server-only'
import { once } from '@/lib/once'

/** An attempt that a target did not serve. It is for operators only and kept in memory only, because `words` may quote the prompt. */
export interface TargetError {
  time: Date
  status: number | null
  reason: string
  /** The upstream's words, bounded and without credentials. */
  words: string | null
  callId: string | null
}

const mostOfTarget = 20
/**
 * At most so many are refusals of requests while there are faults, so that a caller's mistakes do not hide what is wrong with the target.
 */
const mostRefusals = 10
const mostOfAll = 2000

/** By target; the one that failed last is at the end. */
const kept = () => once('gateway.lastErrors', () => ({ of: new Map<string, TargetError[]>(), count: 0 }))

export function rememberError(target: string, error: TargetError): void {
  const all = kept()
  const errors = all.of.get(target) ?? []
  all.of.delete(target)
  all.of.set(target, errors)
  errors.push(error)
  all.count++
  if (errors.length > mostOfTarget) {
    errors.splice(leastWorth(errors), 1)
    all.count--
  }
  if (all.count > mostOfAll) forgetOne()
}

const isRefusal = ({ reason }: TargetError): boolean => reason === 'refused'

/** The oldest error of the kind that has more than its share. */
function leastWorth(errors: TargetError[]): number {
  const refusals = errors.filter(isRefusal).length
  return errors.findIndex((error) => isRefusal(error) === refusals > mostRefusals)
}

/** Drops the oldest error of the target that has been well for longest. */
function forgetOne(): void {
  const all = kept()
  const [target, errors] = all.of.entries().next().value ?? []
  if (target === undefined || errors === undefined) return
  errors.shift()
  all.count--
  if (errors.length === 0) all.of.delete(target)
}

/** The errors of a target, newest first. */
export const lastErrorsOf = (target: string): TargetError[] => kept().of.get(target)?.toReversed() ?? []
