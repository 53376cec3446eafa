import 'server-only'
import * as z from 'zod'
import { type PriceName, priceNames } from '@/lib/catalog/names'

/** A row of `price_versions` as `priceColumns` reads it. */
export const priceRow = z.object(Object.fromEntries(priceNames.map((member) => [member, z.bigint()])) as Record<PriceName, z.ZodBigInt>)

/** The column of `price_versions` that keeps this member of a price. */
export const priceColumn = (member: PriceName): string => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Its columns, of the table or its alias; 0 where a join found no version. */
export const priceColumns = (table: string): string =>
  priceNames.map((member) => `coalesce(${table}.${priceColumn(member)}, 0) as "${member}"`).join(', ')
