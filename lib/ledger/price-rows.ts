import 'server-only'
import { type PriceMember, priceMembers } from '@/lib/catalog/price'

/** A row of `price_versions` as the pool reads it. */
export type PriceRow = Record<PriceMember, bigint>

const columnOf = (member: PriceMember) => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Its columns, of the table or its alias. */
export const priceColumns = (table: string): string =>
  priceMembers.map((member) => `${table}.${columnOf(member)} as "${member}"`).join(', ')
