import * as z from 'zod'
import { decimalInput } from '@/lib/decimal-input'
import { nanosPerUnit } from '@/lib/money'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'
import { codeAccounts, walletAccounts } from './names'

const account = z.enum(walletAccounts)
const codeAccount = z.enum(codeAccounts)

/** Money members are exact decimals of the system currency; points are whole. `balance` is cash and grant, holds not subtracted. */
export const wallet = z.object({
  currency: z.string(),
  balance: z.number(),
  cash: z.number(),
  grant: z.number(),
  onHold: z.number(),
  points: z.number(),
  /** The rest of each grant, the earliest to expire first. */
  grants: z.array(z.object({ amount: z.number(), remaining: z.number(), expiresAt: time.nullable() })),
})
export type WalletView = z.infer<typeof wallet>

export const walletEntry = z.object({
  id: z.string(),
  time,
  kind: z.string(),
  account,
  /** The system currency, or `points`. */
  currency: z.string(),
  /** Positive amounts came in, negative ones went out. */
  amount: z.number(),
  /** The balance of that account afterwards. */
  balanceAfter: z.number(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  /** How many calls the entry stands for, where those of a day are folded into one. */
  calls: z.int().nullable(),
})
export type WalletEntry = z.infer<typeof walletEntry>
const moment = z.iso.datetime({ offset: true })
/** A span by `month` or `day` of the site's zone, or from … to. `fold=day` makes one entry of the charges of a day. */
export const entriesParams = z
  .strictObject({
    ...pageQuery,
    account: account.optional(),
    month: z
      .string()
      .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
      .optional(),
    day: z.iso.date().optional(),
    from: moment.optional(),
    to: moment.optional(),
    fold: z.literal('day').optional(),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ month, day, from, to }) => [month, day, from ?? to].filter(Boolean).length <= 1, { path: ['month'], message: 'one_span' })
export const entriesPage = z.object({
  entries: z.array(walletEntry),
  nextCursor: z.string().nullable(),
  /** The model that each call named which an entry refers to. */
  models: z.record(z.string(), z.string()),
})
export type EntriesPage = z.infer<typeof entriesPage>

export const redeemBody = z.strictObject({ code: z.string().trim().min(1).max(100) })
export const redeemed = z.object({ amount: z.number(), account: codeAccount })
export type Redeemed = z.infer<typeof redeemed>

const text = (most: number) => z.string().trim().min(1).max(most)

const inFuture = z.iso
  .datetime({ offset: true })
  .transform((moment) => new Date(moment))
  .refine((moment) => moment.getTime() > Date.now(), 'in_the_past')

/** `amount` becomes nanos, or whole points for the account `points`. */
export const adjustmentBody = z
  .strictObject({
    amount: decimalInput(),
    account,
    reason: text(500),
    /** When a grant ends; what is left of it then is taken back. */
    expiresAt: inFuture.nullable().default(null),
    /** Made by the page: the same key gives once, however often it is sent. */
    idempotencyKey: z.string().min(8).max(100).optional(),
  })
  .refine(({ amount }) => amount !== 0n, { path: ['amount'], message: 'zero' })
  .refine(({ account, amount }) => account !== 'points' || amount % nanosPerUnit === 0n, { path: ['amount'], message: 'whole_points' })
  .refine(({ account, amount, expiresAt }) => expiresAt === null || (account === 'grant' && amount > 0n), {
    path: ['expiresAt'],
    message: 'grants_end',
  })
  .transform((body) => (body.account === 'points' ? { ...body, amount: body.amount / nanosPerUnit } : body))
export type AdjustmentBody = z.input<typeof adjustmentBody>
export const adjusted = z.object({ entry: walletEntry })
export type Adjusted = z.infer<typeof adjusted>

export const newCodesBody = z
  .strictObject({
    name: text(80),
    amount: decimalInput({ min: 1n, max: 1_000_000n * nanosPerUnit }),
    account: codeAccount.default('grant'),
    count: z.number().int().min(1).max(10_000),
    /** How many users may redeem each code. */
    uses: z.number().int().min(1).max(1_000_000).default(1),
    expiresAt: inFuture.nullable().default(null),
    /** For how many days the grant that a code pays lasts from its redemption; null: for ever. */
    grantDays: z.number().int().min(1).max(3650).nullable().default(null),
  })
  .refine(({ account, grantDays }) => grantDays === null || account === 'grant', { path: ['grantDays'], message: 'grants_end' })

export type NewCodesBody = z.input<typeof newCodesBody>

export const codeBatch = z.object({
  id: z.string(),
  name: z.string(),
  amount: z.number(),
  account: codeAccount,
  count: z.number(),
  uses: z.number(),
  /** The redemptions so far, of count × uses. */
  used: z.number(),
  enabled: z.boolean(),
  expiresAt: time.nullable(),
  grantDays: z.int().nullable(),
  createdAt: time,
})
export type CodeBatch = z.infer<typeof codeBatch>
export const codeBatches = z.object({ batches: z.array(codeBatch), nextCursor: z.string().nullable() })
export type CodeBatches = z.infer<typeof codeBatches>
export const createdCodes = z.object({ batch: codeBatch, codes: z.array(z.string()) })
export type CreatedCodes = z.infer<typeof createdCodes>
const codeLine = z.object({ id: z.string(), preview: z.string(), used: z.number(), enabled: z.boolean() })
export const codeBatchDetail = z.object({ batch: codeBatch, codes: z.array(codeLine) })
export type CodeBatchDetail = z.infer<typeof codeBatchDetail>
export const oneCode = z.object({ code: codeLine })
export const codeUses = z.object({
  /** The newest first. */
  uses: z.array(z.object({ user: z.object({ id: z.int(), username: z.string() }), preview: z.string(), time })),
  nextCursor: z.string().nullable(),
})
export type CodeUses = z.infer<typeof codeUses>
/** `search` finds batches by a part of their name, or by a code or the part of it that is shown. */
export const codesParams = z.strictObject({ ...pageQuery, search: z.string().max(100).trim().optional() })
export const codeBatchChange = z.strictObject({ enabled: z.boolean() })
