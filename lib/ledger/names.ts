/** The three accounts of a wallet, in the order of their ids: wallet × 4 + this. */
export const walletAccounts = ['cash', 'grant', 'points'] as const
export type WalletAccount = (typeof walletAccounts)[number]

/** Those that a redemption code may pay into. */
export const codeAccounts = ['cash', 'grant'] as const
export type CodeAccount = (typeof codeAccounts)[number]

/** What put the model that `auto` chose before the next one: there was none, its health, tag, price or speed, or only its name. */
export const choiceReasons = ['only', 'health', 'tag', 'price', 'latency', 'name'] as const
export type ChoiceReason = (typeof choiceReasons)[number]
