import 'server-only'
import { type UnitName, unitNames, unitTable } from '@/lib/units'
import { productDenominator } from '../price'
import { priceColumn } from '../price-rows'

const columnOf = (unit: UnitName) => unitTable[unit].column

/** What is charged of a unit: a part instead of the whole that it belongs to, and never more than that has. Parts come after their wholes. */
function charged(unit: UnitName): string {
  const { partOf, column } = unitTable[unit]
  if (!partOf) return `(${[column, ...partsOf(unit).map((part) => `-${charged(part)}`)].map((term) => `(${term})`).join(' + ')})`
  const before = partsOf(partOf).slice(0, partsOf(partOf).indexOf(unit))
  const rest = [columnOf(partOf), ...before.map((part) => `-${charged(part)}`)].map((term) => `(${term})`).join(' + ')
  return `least(${column}, ${rest})`
}
const partsOf = (whole: UnitName): UnitName[] => unitNames.filter((unit) => unitTable[unit].partOf === whole)

const products = unitNames.map((unit) => {
  const { price, per } = unitTable[unit]
  return `${charged(unit)}::numeric * p.${priceColumn(price)} * ${productDenominator / BigInt(per)}`
})
/** The rule of `chargeFor` in SQL: products are summed first and rounded once, half up. */
const cost = `div((${products.join(' + ')}) * r.multiplier * 2 + ${productDenominator * 10_000n}, ${productDenominator * 10_000n * 2n})`

// A priced call that succeeded costs what its units cost. One that was counted here, or interrupted, costs no more than its hold; one whose
// counting failed costs its hold and has no units. Records of before may count a request that was not charged.
export const verifyCharges: Record<string, string> = {
  'charge of a call is not what its units cost': `
    select r.id, r.cost as expected, r.charge as found from (
      select r.id, r.charge, r.hold, r.estimated, ${cost} as cost, r.line from usage_records r
      join price_versions p on p.id = r.price_version_id
      where r.charge > 0 and r.line is not null) r
    where r.charge <> r.cost and not (coalesce(r.estimated, false) and r.charge = r.hold)`,
}
