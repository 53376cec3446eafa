import 'server-only'
import { exactDecimal } from '@/lib/json'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import type { WalletEntry, WalletView } from '../schema'
import type { Entry } from './entries'
import type { GrantLot } from './grant-lots'
import type { Transfer } from './transfer'
import type { Wallet } from './wallet-of'

const currencyFor = (account: Transfer['account']) => (account === 'points' ? 'points' : settings().currency)

export const walletView = (wallet: Wallet, lots: GrantLot[]): WalletView => ({
  currency: settings().currency,
  balance: exactDecimal(wallet.cashNanos + wallet.grantNanos),
  cash: exactDecimal(wallet.cashNanos),
  grant: exactDecimal(wallet.grantNanos),
  onHold: exactDecimal(wallet.heldNanos),
  points: Number(wallet.points),
  grants: lots.map((lot) => ({
    amount: exactDecimal(lot.amount),
    remaining: exactDecimal(lot.remaining),
    expiresAt: lot.expires_at?.toISOString() ?? null,
  })),
})

export const transferView = ({ id, ...transfer }: Transfer): WalletEntry => entryView({ ...transfer, id: `tr_${id}` })

export function entryView({
  id,
  time,
  kind,
  account,
  amount,
  balanceAfter,
  reference,
  note,
  calls = null,
}: Omit<Entry, 'place'>): WalletEntry {
  const shown = (value: bigint) => (account === 'points' ? Number(value) : exactDecimal(value))
  return {
    id,
    time: time.toISOString(),
    kind,
    account,
    currency: currencyFor(account),
    amount: shown(amount),
    balanceAfter: shown(balanceAfter),
    reference,
    note,
    calls,
  }
}

export const entryHead = ['time', 'kind', 'account', 'currency', 'amount', 'balanceAfter', 'reference', 'note', 'calls']

/** An entry as a line of a file, with its amounts exact. */
export function entryCells(entry: Entry): unknown[] {
  const shown = (value: bigint) => (entry.account === 'points' ? String(value) : formatNanos(value))
  return [
    entry.time.toISOString(),
    entry.kind,
    entry.account,
    currencyFor(entry.account),
    shown(entry.amount),
    shown(entry.balanceAfter),
    entry.reference,
    entry.note,
    entry.calls,
  ]
}
