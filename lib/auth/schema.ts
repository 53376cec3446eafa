import * as z from 'zod'
import { time } from '@/lib/time'
import { roles } from '@/lib/users/roles'
import { email, username } from '@/lib/users/username'

const longest = 1024
/** A password as it is sent to sign in. Only a generous maximum is checked, since it may be older than the rule. */
export const anyPassword = z.string().max(longest, `at_most:${longest}`)

/** A form sends an empty text for an empty field. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .preprocess((value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value), schema.optional())
    .meta({ emptyIsAbsent: true })

export const registration = z.strictObject({
  username,
  password: anyPassword,
  email: optional(email),
  /** An operators' invite code, or the code of a user who invited one. */
  referral_code: optional(z.string().max(64).trim()),
})
export const login = z.strictObject({ username: z.string().max(320), password: anyPassword })
export const setup = z.strictObject({ token: z.string().min(1).max(200), username, password: anyPassword, email: optional(email) })
const linkToken = z.string().max(200)
/** `name` is a user name or an e-mail address. */
export const forgot = z.strictObject({ name: z.string().trim().min(1).max(320) })
export const resetBody = z.strictObject({ token: linkToken, password: anyPassword })
export const verifyBody = z.strictObject({ token: linkToken })
export const verified = z.object({ email: z.string() })
export type Verified = z.infer<typeof verified>
export const ownPassword = z.strictObject({ current: anyPassword, password: anyPassword })
export type OwnPasswordBody = z.input<typeof ownPassword>

/** The answer of register and login. The published API prescribes its members. */
export const signedIn = z.object({
  token: z.string(),
  user: z.object({
    id: z.int(),
    username: z.string(),
    email: z.string().nullable(),
    role: z.enum(roles),
    group: z.string(),
    created_at: time,
  }),
})

const sessionLine = z.object({
  id: z.string(),
  createdAt: time,
  lastSeenAt: time,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  current: z.boolean(),
})
export type SessionLine = z.infer<typeof sessionLine>
export const sessionLines = z.object({ sessions: z.array(sessionLine) })
export type SessionLines = z.infer<typeof sessionLines>

/** A password that was made for somebody, told this once. */
export const madePassword = z.object({ password: z.string() })
export type MadePassword = z.infer<typeof madePassword>
