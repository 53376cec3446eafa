import * as z from 'zod'
import { roles } from './roles'
import { email } from './username'

const preference = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])
const themes = ['system', 'light', 'dark'] as const

/** The fields that users may change of themselves. `preferences` is merged into the stored ones; null removes one. */
export const meChange = z.strictObject({
  email: z.union([email, z.literal('').transform(() => null), z.null()]).optional(),
  locale: z.enum(['zh-CN', 'en']).nullable().optional(),
  theme: z.enum(themes).optional(),
  preferences: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/), preference)
    .refine((all) => Object.keys(all).length <= 50, 'invalid')
    .meta({ maxProperties: 50 })
    .optional(),
})
export type MeChange = z.output<typeof meChange>

export const me = z.object({
  user: z.object({
    id: z.int(),
    username: z.string(),
    email: z.string().nullable(),
    role: z.enum(roles),
    group: z.string(),
    locale: z.string().nullable(),
    createdAt: z.date(),
    preferences: z.record(z.string(), z.unknown()),
  }),
  wallet: z.object({
    currency: z.string(),
    balance: z.number(),
    cash: z.number(),
    grant: z.number(),
    onHold: z.number(),
    points: z.int(),
  }),
  settings: z.object({
    currency: z.string(),
    quotaUnits: z.int(),
    pointsPerUnit: z.int(),
    passwordMinLength: z.int(),
    registration: z.string(),
    timeZone: z.string(),
    freshSessionHours: z.int(),
    publicUrl: z.string(),
  }),
})
