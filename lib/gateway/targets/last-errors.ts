import 'server-only'
import { once } from '@/lib/once'

/** One attempt that a target did not serve. For operators only, in memory only: `words` may quote the prompt. */
export interface TargetError {
  time: Date
  status: number | null
  reason: string
  /** What the upstream said, bounded and without credentials. */
  words: string | null
  callId: string | null
}

const mostOfTarget = 20
/** Of these, so many may be refusals of requests while there are faults to see: no caller's mistakes hide what is wrong with the target. */
const mostRefusals = 10
const mostOfAll = 2000

/** By target, those that failed last at the end. */
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

/** The oldest of the kind that has more than its share. */
function leastWorth(errors: TargetError[]): number {
  const refusals = errors.filter(isRefusal).length
  return errors.findIndex((error) => isRefusal(error) === refusals > mostRefusals)
}

/** The oldest of the target that has been well for longest. */
function forgetOne(): void {
  const all = kept()
  const [target, errors] = all.of.entries().next().value ?? []
  if (target === undefined || errors === undefined) return
  errors.shift()
  all.count--
  if (errors.length === 0) all.of.delete(target)
}

/** Newest first. */
export const lastErrorsOf = (target: string): TargetError[] => kept().of.get(target)?.toReversed() ?? []
