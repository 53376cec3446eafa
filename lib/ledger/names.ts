import { manualMethods } from '@/lib/settings/names'

/** The three accounts of a wallet, in the order of their ids: wallet × 4 + this. */
export const walletAccounts = ['cash', 'grant', 'points'] as const
export type WalletAccount = (typeof walletAccounts)[number]

/** Those that a redemption code may pay into. */
export const codeAccounts = ['cash', 'grant'] as const
export type CodeAccount = (typeof codeAccounts)[number]

/** What put the model that `auto` chose before the next one: there was none, its health, tag, price or speed, or only its name. */
export const choiceReasons = ['only', 'health', 'tag', 'price', 'latency', 'name'] as const
export type ChoiceReason = (typeof choiceReasons)[number]

/** The ways to pay in; `lib/ledger/payments/methods.ts` says how each works. */
export const payMethodNames = [...manualMethods, 'stripe'] as const
export type PayMethodName = (typeof payMethodNames)[number]

/**
 * The states of a request. `pending` waits for an operator, `unpaid` for the payer at a payment provider; an approved withdrawal is `paid`
 * when the money has been sent.
 */
export const requestStates = ['pending', 'unpaid', 'approved', 'paid', 'rejected', 'cancelled'] as const
export type RequestState = (typeof requestStates)[number]

export const requestKinds = ['recharge', 'withdrawal'] as const
export type RequestKind = (typeof requestKinds)[number]
