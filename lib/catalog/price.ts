import { formatNanos, parseMoney } from '@/lib/money'
import { type UnitPrice, unitNames, unitTable } from '@/lib/units'

/** As a catalog file names them: one for each unit that is charged. */
export const priceMembers = unitNames.map((unit) => unitTable[unit].price)
export type PriceMember = UnitPrice

/** Nanos, each for as many of its unit as `unitTable` says. */
export type Price = Record<`${PriceMember}Nanos`, bigint>

/** The members that an operator gave, as plain decimals; what is not there follows the rule of `wholePrice`. */
export type GivenPrice = Partial<Record<PriceMember, string>>

/** Fills in missing prices: cached and cache-write input cost the same as input, reasoning the same as output, everything else nothing. */
const follows: Partial<Record<PriceMember, PriceMember>> = {
  cachedInput: 'input',
  cacheWrite: 'input',
  reasoning: 'output',
}

const nanos = (given: GivenPrice, member: PriceMember): bigint => {
  const follow = follows[member]
  const text = given[member] ?? (follow ? given[follow] : undefined)
  return text === undefined ? 0n : (parseMoney(text) ?? 0n)
}

export function wholePrice(given: GivenPrice): Record<PriceMember, bigint> {
  return Object.fromEntries(priceMembers.map((member) => [member, nanos(given, member)])) as Record<PriceMember, bigint>
}

/** Writes each price in one form ("2.50" is "2.5") and one order, so that equal prices compare equal. */
export function canonicalPrice(given: GivenPrice): GivenPrice {
  const canonical: GivenPrice = {}
  for (const member of priceMembers) {
    const text = given[member]
    if (text !== undefined) canonical[member] = formatNanos(parseMoney(text) ?? 0n)
  }
  return canonical
}

export const toPrice = (whole: Record<PriceMember, bigint>): Price =>
  Object.fromEntries(priceMembers.map((member) => [`${member}Nanos`, whole[member]])) as Price
