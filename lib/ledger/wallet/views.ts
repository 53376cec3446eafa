import 'server-only'
import { csv } from '@/lib/csv'
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

export function entryView({ id, time, kind, account, amount, balanceAfter, reference, note }: Omit<Entry, 'place'>): WalletEntry {
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
  }
}

export function entriesCsv(entries: Entry[]): string {
  const shown = (entry: Entry, value: bigint) => (entry.account === 'points' ? String(value) : formatNanos(value))
  return csv(
    ['time', 'kind', 'account', 'currency', 'amount', 'balanceAfter', 'reference', 'note'],
    entries.map((entry) => [
      entry.time.toISOString(),
      entry.kind,
      entry.account,
      currencyFor(entry.account),
      shown(entry, entry.amount),
      shown(entry, entry.balanceAfter),
      entry.reference,
      entry.note,
    ]),
  )
}
