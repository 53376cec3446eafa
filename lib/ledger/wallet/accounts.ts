import { type WalletAccount, walletAccounts } from '../names'

/** The system's accounts are the other side of every transfer. They keep no balance; it is summed when somebody asks. */
export const systemAccounts = {
  revenue: -1,
  promotions: -2,
  paymentsIn: -3,
  payouts: -4,
  pointsSold: -5,
  corrections: -6,
  payable: -7,
  pointsIssued: -11,
  pointsSpent: -12,
  pointsCorrections: -13,
} as const
export type SystemAccount = keyof typeof systemAccounts

export const accountId = (walletId: number, account: WalletAccount): bigint =>
  BigInt(walletId) * 4n + BigInt(walletAccounts.indexOf(account))

/** Points are whole and have a currency of their own. */
export const currencyOf = (account: WalletAccount): 'money' | 'points' => (account === 'points' ? 'points' : 'money')
