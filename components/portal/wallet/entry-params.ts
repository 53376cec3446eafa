import { parseAsStringLiteral } from 'nuqs/server'
import { walletAccounts } from '@/lib/ledger/names'

/** What the address says about the list of entries. */
export const entryParams = { account: parseAsStringLiteral(walletAccounts) }
