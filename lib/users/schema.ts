import * as z from 'zod'
import { decimalInput } from '@/lib/decimal-input'
import { locales } from '@/lib/locales'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'
import { themes } from './names'
import { roles } from './roles'
import { email } from './username'

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

export type UsersQuery = z.input<typeof usersParams>

const limit = z.int().nullable()
const amount = z.number().nullable()
/** A user as operators see one. */
export const userLine = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  group: z.string(),
  enabled: z.boolean(),
  balance: z.number(),
  /** Those set on the user; null: the group's count. */
  rateLimit: z.object({ rpm: limit, tpm: limit, weeklyTokens: limit, concurrency: limit }),
  spendLimit: amount,
  spendLimitPerDay: amount,
  spendLimitPerMonth: amount,
  /** Ids; null: every model of the group. */
  models: z.array(z.string()).nullable(),
  createdAt: time,
  lastSeenAt: time.nullable(),
})
export type UserLine = z.infer<typeof userLine>
export const usersPage = z.object({ users: z.array(userLine), nextCursor: z.string().nullable() })
export type UsersAnswer = z.infer<typeof usersPage>

const newLimit = z.int().min(1).nullable().optional()
const newSmallLimit = z.int().min(1).max(2_147_483_647).nullable().optional()
/** Money; null: the group's counts. */
const newAmount = decimalInput({ min: 0n }).nullable().optional()

export const userChange = z.strictObject({
  group: text(100).min(1).optional(),
  role: z.enum(roles).optional(),
  enabled: z.boolean().optional(),
  rateLimit: z
    .strictObject({ rpm: newSmallLimit, tpm: newSmallLimit, weeklyTokens: newLimit, concurrency: newSmallLimit })
    .nullable()
    .optional(),
  spendLimit: newAmount,
  spendLimitPerDay: newAmount,
  spendLimitPerMonth: newAmount,
  models: z.array(z.string().max(200)).max(500).min(1, 'models_none').nullable().optional(),
})
export type UserChange = z.output<typeof userChange>
export type UserChangeBody = z.input<typeof userChange>

const preference = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])

/** What a user may change of themselves; `preferences` is merged into what is there, null takes one away. */
export const meChange = z.strictObject({
  email: z.union([email, z.literal('').transform(() => null), z.null()]).optional(),
  /** Only for another e-mail address, where the sign-in is long ago. */
  password: z.string().max(1024).optional(),
  locale: z.enum(locales).nullable().optional(),
  theme: z.enum(themes).optional(),
  preferences: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/), preference)
    .refine((all) => Object.keys(all).length <= 50, 'invalid')
    .meta({ maxProperties: 50 })
    .optional(),
})
export type MeChange = Omit<z.output<typeof meChange>, 'password'>

/** What waits for operators. The sidebar and the tabs of the approvals show these counts. */
export const waitingAnswer = z.object({ applications: z.int(), recharges: z.int(), withdrawals: z.int(), tickets: z.int() })
export type WaitingCounts = z.infer<typeof waitingAnswer>

export const me = z.object({
  user: z.object({
    id: z.int(),
    username: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    role: z.enum(roles),
    group: z.string(),
    locale: z.string().nullable(),
    createdAt: time,
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
  /** Notices that the user has not read. */
  unread: z.int(),
  unreadAnnouncements: z.int(),
  /** Tickets with an answer that the user has not seen. */
  unreadTickets: z.int(),
  /** What waits for the staff; null for everybody else. */
  waiting: waitingAnswer.nullable(),
  settings: z.object({
    currency: z.string(),
    quotaUnits: z.int(),
    pointsPerUnit: z.int(),
    passwordMinLength: z.int(),
    registration: z.string(),
    timeZone: z.string(),
    freshSessionHours: z.int(),
    publicUrl: z.string(),
    /** Whether there is a mail server. */
    mail: z.boolean(),
  }),
})
export type Me = z.infer<typeof me>
