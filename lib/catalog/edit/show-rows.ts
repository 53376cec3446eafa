import { exactDecimal } from '@/lib/json'
import { parseMoney } from '@/lib/money'
import { type PriceName, priceNames } from '../names'
import { wholePrice } from '../price'
import type { ModelLine } from '../schema'
import { type Kept, type KeptModel, targetKey } from './rows'
import type { WholeGroup, WholeModel, WholeUpstream } from './whole'

// These show rows as the API and the audit trail do.

/** A credential is never shown; only whether there is one, and the last four characters of a long one. */
export function withoutCredential({ apiKey, ...row }: WholeUpstream) {
  return { ...row, apiKeySet: apiKey !== null, apiKeyLast4: apiKey && apiKey.length >= 12 ? apiKey.slice(-4) : null }
}

export function showUpstream(kept: Kept<WholeUpstream>, models: KeptModel[]) {
  const { id, fromFile, createdAt, row } = kept
  return {
    id,
    ...withoutCredential(row),
    builtin: row.protocol === 'builtin',
    models: models.filter((model) => model.row.targets.some(({ upstream }) => upstream === row.name)).map((model) => model.id),
    fromFile,
    createdAt: createdAt.toISOString(),
  }
}

/** Shows a price as a catalog file writes it, with numbers that keep every digit. */
export const showPrice = (given: WholeModel['price']): ModelLine['price'] => {
  const whole = wholePrice(given)
  const lines = given.imagePrices?.map(({ price, ...picture }) => ({ ...picture, price: exactDecimal(parseMoney(price) ?? 0n) }))
  return {
    ...Object.fromEntries(
      priceNames.filter((member) => given[member] !== undefined).map((member) => [member, exactDecimal(whole[member])]),
    ),
    ...(lines && { imagePrices: lines }),
  }
}
export const showWholePrice = (whole: Record<PriceName, bigint>): Record<PriceName, number> =>
  Object.fromEntries(priceNames.map((member) => [member, exactDecimal(whole[member])])) as Record<PriceName, number>

export function showModel({ id, fromFile, createdAt, updatedAt, targetIds, row }: KeptModel) {
  const { modes, price, targets, ...rest } = row
  return {
    ...rest,
    mode: modes.length === 1 ? (modes[0] ?? 'chat') : modes,
    price: showPrice(price),
    /** Every member, the omitted ones filled in. */
    effectivePrice: showWholePrice(wholePrice(price)),
    targets: targets.map((target) => ({ id: targetIds.get(targetKey(target)) ?? '', ...target })).sort((a, b) => b.priority - a.priority),
    id,
    fromFile,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

const exact = (decimal: string | null): number | null => (decimal === null ? null : exactDecimal(parseMoney(decimal) ?? 0n))

export function showGroup({ id, fromFile, createdAt, row }: Kept<WholeGroup>, members: number) {
  const spend = {
    spendLimitPerDay: exact(row.spendLimitPerDay),
    spendLimitPerMonth: exact(row.spendLimitPerMonth),
    spendLimit: exact(row.spendLimit),
  }
  return { id, ...row, ...spend, multiplier: row.multiplier / 10_000, members, fromFile, createdAt: createdAt.toISOString() }
}
