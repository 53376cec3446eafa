import 'server-only'
import { fail } from '@/lib/errors'
import { type Admission, admit } from '@/lib/ledger/admit'
import { limitsReady, type Reservation, take } from '@/lib/limits/take'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import { limitError } from './limit-error'
import { holdFor, type Plan, recordStart } from './plan'

/** A call whose limits and money are set aside: from here on it is settled, exactly once, whatever happens. */
export interface Admitted {
  plan: Plan
  reservation: Reservation
}

/** Limits first, then the hold: one durable statement decides about the money. Fails closed: no database, no call. */
export async function admitCall(plan: Plan): Promise<Admitted> {
  const reservation = await takeLimits(plan)
  try {
    const { exchange, caller, holdNanos } = plan
    const admission = await admit({
      id: exchange.id,
      time: exchange.time,
      userId: caller.user.id,
      walletId: caller.user.walletId,
      keyId: caller.key?.id ?? null,
      limitId: caller.key?.limitId ?? null,
      holdNanos,
      record: recordStart(plan, plan.resolved.model),
    }).catch((cause: unknown) => {
      throw fail('unavailable', { retryAfter: 2, cause })
    })
    if (!admission.ok) throw moneyError(admission, plan)
    return { plan, reservation }
  } catch (error) {
    reservation.finish(0)
    throw error
  }
}

async function takeLimits({ caller, tokens: wish, exchange }: Plan): Promise<Reservation> {
  const { levels } = caller
  try {
    const ready = limitsReady(levels, settings().timeZone)
    if (ready) await ready
  } catch (cause) {
    throw fail('unavailable', { retryAfter: 2, cause })
  }
  const taken = take(levels, wish)
  const { requests, tokens } = taken.ok ? taken.reservation : taken
  exchange.requests = requests
  exchange.tokens = tokens
  if (!taken.ok) throw limitError(taken)
  return taken.reservation
}

function moneyError({ reason, availableNanos }: Extract<Admission, { ok: false }>, plan: Plan) {
  const { holdNanos } = plan
  const { currency } = settings()
  const needs = `This call may cost up to ${formatNanos(holdNanos)} ${currency}`
  const left = `${formatNanos(availableNanos)} ${currency}`
  const words = {
    insufficient_balance: `${needs}, and the balance leaves ${left}. ${wayOut(plan, availableNanos)}`,
    balance_on_hold: `${needs}, and running calls leave ${left} of the balance. Try again when they have ended.`,
    key_limit_reached: `${needs}, and the spend limit of this API key leaves ${left}. Raise it on the keys page.`,
    key_limit_on_hold: `${needs}, and running calls leave ${left} of this API key's spend limit. Try again when they have ended.`,
  }
  const told = reason === 'key_limit_on_hold' ? 'key_limit_reached' : reason
  return fail('insufficient_quota', { message: words[reason], more: { reason: told } })
}

function wayOut(plan: Plan, availableNanos: bigint): string {
  // The shortest of answers: what the question alone costs.
  const shortest = { ...plan.body, max_tokens: 1, max_completion_tokens: null }
  if (holdFor(plan, shortest) <= availableNanos) return 'A smaller max_tokens may fit; or top up the wallet.'
  // In a stream we keep to the ceiling ourselves, so it counts whatever the upstream does.
  if (!plan.stream && holdFor(plan, { ...shortest, stream: true }) <= availableNanos)
    return 'With "stream": true a smaller max_tokens may fit; or top up the wallet.'
  return 'Top up the wallet.'
}
