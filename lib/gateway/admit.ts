import 'server-only'
import { fail } from '@/lib/errors'
import { type Admission, admit } from '@/lib/ledger/admit'
import { chargeFor } from '@/lib/ledger/price'
import { limitsReady, type Reservation, take } from '@/lib/limits/take'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import { choicesOf } from './estimate'
import { limitError } from './limit-error'
import { type Plan, recordStart } from './plan'

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

async function takeLimits({ caller, estimate, exchange }: Plan): Promise<Reservation> {
  const { levels } = caller
  try {
    const ready = limitsReady(levels, settings().timeZone)
    if (ready) await ready
  } catch (cause) {
    throw fail('unavailable', { retryAfter: 2, cause })
  }
  const taken = take(levels, estimate.inputTokens + estimate.outputTokens)
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
    insufficient_balance: `${needs}, and the balance leaves ${left}. ${leastOf(plan) <= availableNanos ? 'A smaller max_tokens may fit; or top' : 'Top'} up the wallet.`,
    balance_on_hold: `${needs}, and running calls leave ${left} of the balance. Try again when they have ended.`,
    key_limit_reached: `${needs}, and the spend limit of this API key leaves ${left}. Raise it on the keys page.`,
    key_limit_on_hold: `${needs}, and running calls leave ${left} of this API key's spend limit. Try again when they have ended.`,
  }
  const told = reason === 'key_limit_on_hold' ? 'key_limit_reached' : reason
  return fail('insufficient_quota', { message: words[reason], more: { reason: told } })
}

/** What the question alone costs, with the shortest of answers. */
function leastOf({ models, estimate: { inputTokens }, body, caller }: Plan): bigint {
  const units = { inputTokens, cachedTokens: 0, outputTokens: choicesOf(body), reasoningTokens: 0 }
  return models.map(({ price }) => chargeFor(units, price, caller.group.multiplier)).reduce((most, each) => (each > most ? each : most), 0n)
}
