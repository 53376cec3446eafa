import 'server-only'
import { fail } from '@/lib/errors'
import { admit } from '@/lib/ledger/turn/admit'
import type { Admission } from '@/lib/ledger/turn/admit-group'
import { surelyAdmitted } from '@/lib/ledger/turn/free-here'
import type { HoldRequest } from '@/lib/ledger/turn/records'
import type { Place } from '@/lib/limits/take'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import { withCeiling } from '../generation/ceiling'
import type { GenerationRequest } from '../generation/request'
import type { TaskRequest } from '../generation/task'
import { inTurn } from '../parse/large-bodies'
import { reserveTokens } from './enter-limits'
import {
  type AskedGeneration,
  type AskedTask,
  holdFor,
  type Plan,
  type Planned,
  planCall,
  planTask,
  recordStart,
  type TaskPlan,
  weightOf,
} from './plan-call'
import { limitsOpened, type SpendLimits, spendLimits, tellLimit } from './spend-limits'

/** A call whose tokens and money are set aside, or will be in a moment. It is settled exactly once, whatever happens, if it is held. */
export interface Admitted<P extends Planned = Plan> {
  plan: P
  place: Place
  /**
   * Resolves when the hold is durable; nothing goes to the caller and nothing is settled before. Rejects with what the caller is told
   * when there is no hold after all.
   */
  held: Promise<void>
}

/** Plans a call for a generated answer and sets aside what it may come to; see `setAside`. */
export async function admitCall(asked: AskedGeneration, request: GenerationRequest, place: Place): Promise<Admitted> {
  const plan = await inTurn(weightOf(asked), () => planCall(asked, request))
  return setAside(plan, place, (leftNanos) => wayOut(plan, leftNanos))
}

/** The same for a task. */
export function admitTask(asked: AskedTask, task: TaskRequest, place: Place): Promise<Admitted<TaskPlan>> {
  return setAside(planTask(asked, task), place, () => 'Send less in one call, or top up the wallet.')
}

/**
 * Reserves its tokens, and places its hold with one durable statement. It waits for that, unless the hold will surely be
 * placed: then an upstream may be asked meanwhile. It fails closed: without the database no call is served. Whoever asks gives the place
 * back when it throws.
 */
async function setAside<P extends Planned>(plan: P, place: Place, poor: PoorCaller): Promise<Admitted<P>> {
  await reserveTokens(plan, place)
  const spend = spendLimits(plan.caller)
  const opened = limitsOpened(plan.caller, spend)
  if (opened) await opened
  const hold = holdOf(plan, spend)
  const overlaps = settings().overlapHolds && surelyAdmitted(hold)
  const held = placeHold(hold, poor, spend)
  if (!overlaps) await held
  return { plan, place, held }
}

/** What a caller whose money does not suffice may do. `leftNanos` is what the balance leaves. */
type PoorCaller = (leftNanos: bigint) => string

function holdOf(plan: Planned, { ids }: SpendLimits): HoldRequest {
  const { exchange, caller, holdNanos } = plan
  return {
    id: exchange.id,
    time: exchange.time,
    userId: caller.user.id,
    walletId: caller.user.walletId,
    keyId: caller.key?.id ?? null,
    limitIds: ids,
    holdNanos,
    record: recordStart(plan, plan.resolved.model),
  }
}

async function placeHold(hold: HoldRequest, poor: PoorCaller, spend: SpendLimits): Promise<void> {
  const admission = await admit(hold).catch((cause: unknown) => {
    throw fail('unavailable', { retryAfter: 2, cause })
  })
  if (!admission.ok) throw moneyError(admission, hold.holdNanos, poor, spend)
}

type Refused = Extract<Admission, { ok: false }>

function moneyError({ reason, availableNanos, limitId }: Refused, holdNanos: bigint, poor: PoorCaller, spend: SpendLimits) {
  const { currency } = settings()
  const needs = `This call may cost up to ${formatNanos(holdNanos)} ${currency}`
  const left = `${formatNanos(availableNanos)} ${currency}`
  const { name, remedy, more } = tellLimit(spend, limitId)
  const words = {
    insufficient_balance: `${needs}, and the balance leaves ${left}. ${poor(availableNanos)}`,
    balance_on_hold: `${needs}, and running calls leave ${left} of the balance. Try again when they have ended.`,
    limit_reached: `${needs}, and ${name} leaves ${left}. ${remedy}`,
    limit_on_hold: `${needs}, and running calls leave ${left} of ${name}. Try again when they have ended.`,
  }
  return fail('insufficient_quota', { message: words[reason], more: reason.startsWith('limit') ? more : { reason } })
}

function wayOut(plan: Plan, availableNanos: bigint): string {
  // With the shortest possible answer the call costs what its question costs.
  const { request } = plan
  const shortest = { ...request, ceiling: 1, prompt: withCeiling(request.prompt, 1) }
  if (holdFor(plan, shortest) <= availableNanos) return 'A smaller max_tokens may fit; or top up the wallet.'
  // In a stream we end the answer at the ceiling ourselves, so the ceiling counts whatever the upstream does.
  if (!request.stream && holdFor(plan, { ...shortest, stream: true }) <= availableNanos)
    return 'With "stream": true a smaller max_tokens may fit; or top up the wallet.'
  return 'Top up the wallet.'
}
