/** The three accounts of a wallet, in the order of their ids: wallet × 4 + this. */
export const walletAccounts = ['cash', 'grant', 'points'] as const
export type WalletAccount = (typeof walletAccounts)[number]

/** Those that a redemption code may pay into. */
export const codeAccounts = ['cash', 'grant'] as const
export type CodeAccount = (typeof codeAccounts)[number]
