import * as z from 'zod'
import { pageQuery } from '@/lib/paging'
import { roles } from './roles'

export const userId = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) })
const text = (longest: number) => z.string().max(longest).trim()

export const usersParams = z.strictObject({
  ...pageQuery,
  search: text(100).optional(),
  role: z.enum(roles).optional(),
  group: text(100).optional(),
  enabled: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
})

/** A user as operators see one. */
export const userLine = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  group: z.string(),
  enabled: z.boolean(),
  balance: z.number(),
  createdAt: z.date(),
  lastSeenAt: z.date().nullable(),
})
export const usersPage = z.object({ users: z.array(userLine), nextCursor: z.string().nullable() })
export type UserLine = z.infer<typeof userLine>

export const userChange = z.strictObject({
  group: text(100).min(1).optional(),
  role: z.enum(roles).optional(),
  enabled: z.boolean().optional(),
})
export type UserChange = z.infer<typeof userChange>
