import * as z from 'zod'
import { decimalInput } from '@/lib/decimal-input'
import { pageQuery } from '@/lib/paging'
import { queueViews } from '@/lib/queue-views'
import { withdrawMethods } from '@/lib/settings/names'
import { time } from '@/lib/time'
import { payMethodNames, requestStates } from './names'

/** What a person pays or is paid has two places at most; the least amount is a setting. */
const paid = decimalInput({ places: 2, min: 1n })
const note = z.string().trim().max(500)
const reason = z.string().trim().min(1).max(500)

export const rechargeBody = z.strictObject({
  amount: paid,
  method: z.enum(payMethodNames).default('manual'),
  /** What the operators need in order to find the payment. */
  note: note.optional(),
})
export type RechargeBody = z.input<typeof rechargeBody>

export const withdrawBody = z.strictObject({
  amount: paid,
  method: z.enum(withdrawMethods),
  /** The address of a wallet, or bank, card and name. */
  account: z.string().trim().min(4).max(200),
  note: note.optional(),
})
export type WithdrawBody = z.input<typeof withdrawBody>

const state = z.enum(requestStates)

/** One's own request. */
export const moneyRequest = z.object({
  id: z.string(),
  amount: z.number(),
  currency: z.string(),
  method: z.string(),
  note: z.string().nullable(),
  /** The last characters of the account that a withdrawal goes to. */
  account: z.string().nullable(),
  state,
  /** What the operator wrote. */
  reason: z.string().nullable(),
  /** The payment's name at the provider or the bank. */
  payment: z.string().nullable(),
  /** Where it is paid, while it is unpaid. */
  payUrl: z.string().nullable(),
  createdAt: time,
  decidedAt: time.nullable(),
  paidAt: time.nullable(),
})
export type MoneyRequest = z.infer<typeof moneyRequest>
export const requestsParams = z.strictObject({ ...pageQuery, state: state.optional() })
export const moneyRequests = z.object({ requests: z.array(moneyRequest), nextCursor: z.string().nullable() })
export type MoneyRequests = z.infer<typeof moneyRequests>

/** How one may pay in. */
export const rechargeOptions = z.object({
  minimum: z.number(),
  methods: z.array(
    z.object({ name: z.enum(payMethodNames), /** A provider confirms it at once, not an operator. */ instant: z.boolean() }),
  ),
  instructions: z.string(),
})
export type RechargeOptions = z.infer<typeof rechargeOptions>

/** How one may be paid out, and how much. */
export const withdrawOptions = z.object({
  minimum: z.number(),
  methods: z.array(z.enum(withdrawMethods)),
  withdrawable: z.number(),
})
export type WithdrawOptions = z.infer<typeof withdrawOptions>

/** A request as operators see it. */
export const requestToDecide = moneyRequest.extend({
  user: z.object({ id: z.int(), username: z.string(), since: time }),
  wallet: z.object({ cash: z.number(), grant: z.number() }),
  /** The user's other requests of this kind. */
  earlier: z.object({ approved: z.int(), rejected: z.int() }),
  decidedBy: z.string().nullable(),
})
export type RequestToDecide = z.infer<typeof requestToDecide>
export const queueFilter = z.strictObject({
  ...pageQuery,
  view: z.enum(queueViews).default('waiting'),
  search: z.string().max(100).trim().optional(),
})
export type QueueFilter = z.output<typeof queueFilter>
export const requestsToDecide = z.object({ requests: z.array(requestToDecide), nextCursor: z.string().nullable() })
export type RequestsToDecide = z.infer<typeof requestsToDecide>

export const decisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: reason.optional() })
  .refine(({ decision, reason: why }) => decision === 'approve' || why !== undefined, { path: ['reason'], message: 'missing' })
export type DecisionBody = z.input<typeof decisionBody>
export const payoutBody = z.strictObject({ payment: z.string().trim().max(200).optional() })

/** The whole account of a withdrawal, and what it looks like. */
export const payee = z.object({ account: z.string(), looksLike: z.enum(['trc20', 'erc20', 'card', 'unknown']) })
export type Payee = z.infer<typeof payee>
