import { productDenominator } from '../../lib/ledger/price.ts'
import { priceColumn } from '../../lib/ledger/price-rows.ts'
import { type UnitName, unitNames, unitTable } from '../../lib/units.ts'

const columnOf = (unit: UnitName) => unitTable[unit].column
const priceOf = (unit: UnitName) => priceColumn(unitTable[unit].price)

/** The count that is charged at the unit's own price: without what is charged as a part of it. */
const chargedOf = (unit: UnitName) =>
  [columnOf(unit), ...unitNames.filter((other) => unitTable[other].partOf === unit).map(columnOf)].join(' - ')

const products = unitNames.map(
  (unit) => `((${chargedOf(unit)})::bigint * ${priceOf(unit)})::numeric * ${productDenominator / BigInt(unitTable[unit].per)}`,
)
const denominator = productDenominator * 10_000n

/** The columns of a price version. */
export const pricedColumns = [...new Set(unitNames.map(priceOf))]

/** `chargeFor` as SQL, for a row with the columns of units and of a price version, and `multiplier`. */
export const chargeSql = `div((${products.join(' + ')}) * multiplier + ${denominator / 2n}, ${denominator})::bigint`
