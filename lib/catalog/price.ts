import { formatNanos, parseMoney } from '@/lib/money'
import { type PriceName, priceFollows, priceNames } from './names'

/** Nanos, each for as many of its unit as `unitTable` says. */
export type Price = Record<`${PriceName}Nanos`, bigint>

/** The members that an operator gave, as plain decimals; what is not there follows the rule of `wholePrice`. */
export type GivenPrice = Partial<Record<PriceName, string>>

const nanos = (given: GivenPrice, member: PriceName): bigint => {
  const follow = priceFollows[member]
  const text = given[member] ?? (follow ? given[follow] : undefined)
  return text === undefined ? 0n : (parseMoney(text) ?? 0n)
}

export function wholePrice(given: GivenPrice): Record<PriceName, bigint> {
  return Object.fromEntries(priceNames.map((member) => [member, nanos(given, member)])) as Record<PriceName, bigint>
}

/** Writes each price in one form ("2.50" is "2.5") and one order, so that equal prices compare equal. */
export function canonicalPrice(given: GivenPrice): GivenPrice {
  const canonical: GivenPrice = {}
  for (const member of priceNames) {
    const text = given[member]
    if (text !== undefined) canonical[member] = formatNanos(parseMoney(text) ?? 0n)
  }
  return canonical
}

export const toPrice = (whole: Record<PriceName, bigint>): Price =>
  Object.fromEntries(priceNames.map((member) => [`${member}Nanos`, whole[member]])) as Price
