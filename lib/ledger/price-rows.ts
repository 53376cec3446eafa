import 'server-only'
import * as z from 'zod'
import { type PriceMember, priceMembers } from '@/lib/catalog/price'

/** A row of `price_versions` as `priceColumns` reads it. */
export const priceRow = z.object(Object.fromEntries(priceMembers.map((member) => [member, z.bigint()])) as Record<PriceMember, z.ZodBigInt>)

const columnOf = (member: PriceMember) => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Its columns, of the table or its alias; 0 where a join found no version. */
export const priceColumns = (table: string): string =>
  priceMembers.map((member) => `coalesce(${table}.${columnOf(member)}, 0) as "${member}"`).join(', ')
