import type { Price } from '@/lib/catalog/price'
import { countOf, type UnitName, type Units, unitNames, unitTable } from '@/lib/units'

/** What one unit of a call comes to. */
export interface Product {
  unit: UnitName
  /** In whole numbers, without what is charged as a part of it. */
  count: number
  /** For `per` of them. */
  priceNanos: bigint
  per: number
  /** count × price ÷ per, as a numerator over `productDenominator`. */
  numerator: bigint
}

/** Every unit's `per` divides it, so that products are added exactly. */
export const productDenominator = [...new Set(unitNames.map((unit) => unitTable[unit].per))].reduce(
  (product, per) => product * BigInt(per),
  1n,
)
/** Multipliers are in ten-thousandths. */
const chargeDenominator = productDenominator * 10_000n

/** The table of units as every call reads it: what is charged for each, and instead of which other. */
const terms = unitNames.map((unit) => {
  const { price, per, partOf } = unitTable[unit]
  return {
    unit,
    member: `${price}Nanos` as const,
    per,
    factor: productDenominator / BigInt(per),
    whole: partOf && unitNames.indexOf(partOf),
  }
})

/** How many of each term are charged: cached and cache-write tokens instead of the input that they are part of, reasoning instead of output. */
function chargedCounts(units: Readonly<Units>): number[] {
  const counts: number[] = []
  for (const { unit, whole } of terms) {
    const count = countOf(units, unit)
    if (whole === undefined) counts.push(count)
    else {
      const part = Math.min(count, counts[whole] ?? 0)
      counts.push(part)
      counts[whole] = (counts[whole] ?? 0) - part
    }
  }
  return counts
}

/** The charge as lines, one for each unit that was used. */
export function productsOf(units: Readonly<Units>, price: Price): Product[] {
  const counts = chargedCounts(units)
  return terms.flatMap(({ unit, member, per, factor }, at) => {
    const count = counts[at] ?? 0
    const priceNanos = price[member]
    return count > 0 ? [{ unit, count, priceNanos, per, numerator: BigInt(count) * priceNanos * factor }] : []
  })
}

/** The charge in nanos. All products are summed first and rounded once, half up. `multiplier` is in ten-thousandths. */
export function chargeFor(units: Readonly<Units>, price: Price, multiplier: number): bigint {
  const counts = chargedCounts(units)
  let sum = 0n
  for (let at = 0; at < terms.length; at++) {
    const { member, factor } = terms[at] as (typeof terms)[number]
    const count = counts[at] ?? 0
    if (count > 0) sum += BigInt(count) * price[member] * factor
  }
  return (sum * BigInt(multiplier) + chargeDenominator / 2n) / chargeDenominator
}

/** The units that are no part of another, each with itself and its parts. */
const families = terms.flatMap((term, at) => (term.whole === undefined ? [[term, ...terms.filter(({ whole }) => whole === at)]] : []))

/** The most that a call of these units can cost, whichever part of its input is cached or written and of its output thought. */
export function mostCharge(units: Readonly<Units>, price: Price, multiplier: number): bigint {
  const dearest = { ...units }
  for (const [whole, ...parts] of families) {
    if (!whole || parts.length === 0) continue
    let kind = whole
    for (const part of parts) {
      dearest[part.unit] = 0
      if (price[part.member] > price[kind.member]) kind = part
    }
    dearest[kind.unit] = units[whole.unit]
  }
  return chargeFor(dearest, price, multiplier)
}
