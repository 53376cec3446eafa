import * as z from 'zod'
import { decimalInput } from '@/lib/decimal-input'
import { time } from '@/lib/time'
import { readNetwork } from './addresses'

export const scopes = ['gateway', 'portal', 'global'] as const
/** The most keys that one request may create. */
export const mostAtOnce = 100

const name = z
  .string()
  .max(100, 'at_most:100')
  .trim()
  .min(1, 'empty')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control_characters')

/** One entry per line, as the form sends them. Empty lines do not count. */
const allowedIps = z
  .array(z.string().max(100))
  .max(200)
  .transform((lines, context) => {
    const networks = new Set<string>()
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue
      const read = readNetwork(line)
      if ('network' in read) networks.add(read.network)
      else context.issues.push({ code: 'custom', path: [at], message: `line_${read.error}:${at + 1}`, input: line })
    }
    return [...networks]
  })

const limit = z.int().min(1).nullable().optional()
const smallLimit = z.int().min(1).max(2_147_483_647).nullable().optional()

const members = {
  name,
  /** Money in all, a day and a month; null: unlimited. */
  spendLimit: decimalInput({ min: 0n }).nullable().optional(),
  spendLimitPerDay: decimalInput({ min: 0n }).nullable().optional(),
  spendLimitPerMonth: decimalInput({ min: 0n }).nullable().optional(),
  expiresAt: z.iso.datetime({ offset: true, error: 'time' }).nullable().optional(),
  allowedIps: allowedIps.optional(),
  models: z.array(z.string().max(200)).max(500).min(1, 'models_none').nullable().optional(),
  group: z.string().max(100).nullable().optional(),
  cache: z.boolean().optional().meta({ description: 'Calls may be answered from the response cache, where the model has one.' }),
  rateLimit: z.strictObject({ rpm: smallLimit, tpm: smallLimit, weeklyTokens: limit, concurrency: smallLimit }).nullable().optional(),
}
export const createKeysInput = z.strictObject({
  ...members,
  scopes: z.array(z.enum(scopes)).min(1).optional(),
  count: z.int().min(1).max(mostAtOnce).optional(),
})
export const changeKeyInput = z.strictObject({ ...members, scopes: z.array(z.enum(scopes)).min(1), enabled: z.boolean() }).partial()
export type CreateKeysBody = z.input<typeof createKeysInput>
export type ChangeKeyBody = z.input<typeof changeKeyInput>
export type CreateKeys = z.output<typeof createKeysInput>
export type ChangeKey = z.output<typeof changeKeyInput>

const count = z.int().nullable()
export const keyAnswer = z.object({
  id: z.string(),
  name: z.string(),
  preview: z.string(),
  scopes: z.array(z.enum(scopes)),
  enabled: z.boolean(),
  spendLimit: z.number().nullable(),
  spendLimitPerDay: z.number().nullable(),
  spendLimitPerMonth: z.number().nullable(),
  spent: z.number(),
  expiresAt: time.nullable(),
  allowedIps: z.array(z.string()),
  models: z.array(z.string()).nullable(),
  group: z.string().nullable(),
  cache: z.boolean(),
  rateLimit: z.object({ rpm: count, tpm: count, weeklyTokens: count, concurrency: count }),
  applicationId: z
    .string()
    .nullable()
    .meta({ description: 'The application that granted the key. What it grants cannot be changed here.' }),
  stoppedReason: z.string().nullable().meta({ description: 'Why an operator stopped the key for good.' }),
  createdAt: time,
  lastUsedAt: time.nullable(),
})
export type ShownKey = z.infer<typeof keyAnswer>
export const oneKey = z.object({ key: keyAnswer })
export type OneKey = z.infer<typeof oneKey>
export const keyList = z.object({ keys: z.array(keyAnswer), nextCursor: z.string().nullable() })
export type KeyList = z.infer<typeof keyList>
export const newKeys = z.object({ keys: z.array(keyAnswer.extend({ secret: z.string() })) })
export type NewKeys = z.infer<typeof newKeys>
export type NewKey = NewKeys['keys'][number]
export const revealedKey = z.object({ secret: z.string() })
export type RevealedKey = z.infer<typeof revealedKey>
