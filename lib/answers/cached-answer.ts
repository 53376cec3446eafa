import * as z from 'zod'
import { type UnitName, unitNames } from '@/lib/units'

const units = z.object(Object.fromEntries(unitNames.map((unit) => [unit, z.number()])) as Record<UnitName, z.ZodNumber>)

/** What the response cache keeps of an answer: how it goes out, and what it came to. */
export const cachedAnswer = z.object({
  contentType: z.string(),
  stream: z.boolean(),
  /** In base64. */
  body: z.string(),
  units,
  estimated: z.boolean(),
  finishReason: z.string().nullable(),
  /** The charge that stands in it, as a plain decimal. */
  cost: z.string(),
})
export type CachedAnswer = z.infer<typeof cachedAnswer>
