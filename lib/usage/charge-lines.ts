import type { Price } from '@/lib/catalog/price'
import { exactDecimal } from '@/lib/json'
import { chargeFor, type Product, productDenominator, productsOf } from '@/lib/ledger/price'
import { type Units, unitTable } from '@/lib/units'
import type { RecordDetail } from './schema'

/** Beyond nanos: a price for a million has six more. Only audio, priced by the minute, may have more still. */
const places = 15
const exactly = (numerator: bigint) => exactDecimal((numerator * 1_000_000n + productDenominator / 2n) / productDenominator, places)

function lineOf({ unit, count, priceNanos, per, numerator }: Product): RecordDetail['lines'][number] {
  const { price: kind, parts = 1 } = unitTable[unit]
  return { unit, kind, units: count / parts, per: per / parts, price: exactDecimal(priceNanos), amount: exactly(numerator) }
}

/** The charge spelled out by its own rule: the lines come to the subtotal, which times the multiplier is rounded once. */
export function chargeLines(units: Units, price: Price, multiplier: number): Pick<RecordDetail, 'lines' | 'subtotal' | 'calculated'> {
  const products = productsOf(units, price)
  return {
    // That it was one request says nothing where requests have no price.
    lines: products.filter(({ unit, priceNanos }) => unit !== 'requests' || priceNanos > 0n).map(lineOf),
    subtotal: exactly(products.reduce((sum, { numerator }) => sum + numerator, 0n)),
    calculated: exactDecimal(chargeFor(units, price, multiplier)),
  }
}

export const noLines: ReturnType<typeof chargeLines> = { lines: [], subtotal: 0, calculated: 0 }
