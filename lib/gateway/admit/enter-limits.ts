import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/entries'
import type { Mode } from '@/lib/catalog/names'
import { fail } from '@/lib/errors'
import { surelyAdmitted } from '@/lib/ledger/turn/free-here'
import { freeToSpend } from '@/lib/ledger/turn/free-to-spend'
import { type Level, levelsAt } from '@/lib/limits/level'
import { enter, limitsReady, type Place } from '@/lib/limits/take'
import { settings } from '@/lib/settings/settings'
import { mayUse } from '../authenticate/may-use'
import type { Caller } from '../call/caller'
import type { Exchange } from '../call/exchange'
import { isTask } from '../endpoints/endpoint'
import { limitError } from './limit-error'
import type { Asked, Planned } from './plan-call'
import { spendLimits, tellLimit } from './spend-limits'

/**
 * Takes a place under the limits that count calls, before anything of the call is read. It fails closed: without the database no call is
 * served.
 */
export async function enterLimits({ levels }: Caller, exchange: Exchange): Promise<Place> {
  await loaded(levels)
  const asked = enter(levels)
  const entered = asked instanceof Promise ? await asked : asked
  const { requests, tokens } = entered.ok ? entered.place : entered
  exchange.requests = requests
  exchange.tokens = tokens
  if (!entered.ok) throw limitError(entered)
  return entered.place
}

/** Reserves the call's tokens, and takes its place under the limits of its model. */
export async function reserveTokens({ tokens, exchange, resolved, caller }: Planned, place: Place): Promise<void> {
  const more = levelsAt(resolved.model, caller.user.id)
  await loaded(more)
  const asked = place.reserve(tokens, more)
  const refused = asked instanceof Promise ? await asked : asked
  exchange.requests = refused?.requests ?? place.requests
  exchange.tokens = refused?.tokens ?? place.tokens
  if (refused) throw limitError(refused)
}

async function loaded(levels: Level[]): Promise<void> {
  try {
    const ready = limitsReady(levels, settings().timeZone)
    if (ready) await ready
  } catch (cause) {
    throw fail('unavailable', { retryAfter: 2, cause })
  }
}

/** Bodies of this size and more are read only for callers who could pay for something. */
const checkedFrom = 65_536
/** Here any money at all is enough, because what the call may really cost is set aside later. */
const leastHold = 1n

/** Checks that there is any money before a large body is read. An undefined length was not told, so the body may have any size. */
export async function checkMoney({ caller, endpoint }: Asked, length: number | undefined): Promise<void> {
  if (length !== undefined && length < checkedFrom) return
  const spend = spendLimits(caller)
  const { walletId } = caller.user
  if (surelyAdmitted({ walletId, limitIds: spend.ids, holdNanos: leastHold })) return
  if (mayCallForFree(caller, isTask(endpoint) ? endpoint.mode : 'chat')) return
  const { wallet, limit } = await freeToSpend({ walletId, limitIds: spend.ids }).catch((cause) => {
    throw fail('unavailable', { retryAfter: 2, cause })
  })
  const refusal = (reason: string, message: string) => fail('insufficient_quota', { message, more: { reason } })
  if (limit && limit.free <= 0n) {
    const { name, remedy, more } = tellLimit(spend, limit.id)
    const message = `${name[0]?.toUpperCase()}${name.slice(1)} is used up, or running calls hold the rest of it. ${remedy}`
    throw fail('insufficient_quota', { message, more })
  }
  if (wallet.free > 0n) return
  if (wallet.whole > 0n) throw refusal('balance_on_hold', 'Running calls hold all of the balance. Try again when they have ended.')
  throw refusal('insufficient_balance', 'The wallet is empty. Top it up.')
}

/** Whether the caller may use some model of the kind that costs nothing. The demo does not count. */
function mayCallForFree(caller: Caller, mode: Mode): boolean {
  if (caller.group.multiplier === 0) return true
  const isFree = ({ price, targets }: Model) =>
    Object.values(price).every((nanos) => nanos === 0n) && (mode !== 'chat' || targets.some(({ upstream }) => !upstream.builtin))
  return [...catalog().models.values()].some((model) => model.modes.includes(mode) && isFree(model) && mayUse(model, caller))
}
