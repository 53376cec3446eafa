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

/** Cached and cache-write tokens are charged instead of the input that they are part of, reasoning tokens instead of output. */
export function productsOf(units: Readonly<Units>, price: Price): Product[] {
  const counts = {} as Units
  for (const unit of unitNames) {
    const { partOf } = unitTable[unit]
    counts[unit] = countOf(units, unit)
    if (!partOf) continue
    counts[unit] = Math.min(counts[unit], counts[partOf])
    counts[partOf] -= counts[unit]
  }
  return unitNames
    .filter((unit) => counts[unit] > 0)
    .map((unit) => {
      const { price: member, per } = unitTable[unit]
      const priceNanos = price[`${member}Nanos`]
      const numerator = BigInt(counts[unit]) * priceNanos * (productDenominator / BigInt(per))
      return { unit, count: counts[unit], priceNanos, per, numerator }
    })
}

/** The charge in nanos. All products are summed first and rounded once, half up. `multiplier` is in ten-thousandths. */
export function chargeFor(units: Readonly<Units>, price: Price, multiplier: number): bigint {
  const sum = productsOf(units, price).reduce((total, { numerator }) => total + numerator, 0n)
  return (sum * BigInt(multiplier) + chargeDenominator / 2n) / chargeDenominator
}

/** The most that a call of these units can cost, whichever part of its input is cached or written and of its output thought. */
export function mostCharge(units: Readonly<Units>, price: Price, multiplier: number): bigint {
  const nanos = (unit: UnitName) => price[`${unitTable[unit].price}Nanos`]
  const dearest = { ...units }
  for (const whole of unitNames.filter((unit) => !unitTable[unit].partOf)) {
    const parts = unitNames.filter((unit) => unitTable[unit].partOf === whole)
    for (const part of parts) dearest[part] = 0
    const kind = parts.reduce((most, part) => (nanos(part) > nanos(most) ? part : most), whole)
    dearest[kind] = units[whole]
  }
  return chargeFor(dearest, price, multiplier)
}
