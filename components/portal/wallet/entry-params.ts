import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { requestStates, walletAccounts } from '@/lib/ledger/names'

/** What the address says about the list of entries. A day shows each of its calls; otherwise those of a day are one line. */
export const entryParams = { account: parseAsStringLiteral(walletAccounts), month: parseAsString, day: parseAsString }

/** What is asked for when the address says this. */
export const entriesAsked = ({
  account,
  month,
  day,
}: {
  account: (typeof walletAccounts)[number] | null
  month: string | null
  day: string | null
}) => ({
  account,
  ...(day ? { day } : { month: month || null, fold: 'day' }),
})

/** What it says about a list of requests. */
export const requestParams = { state: parseAsStringLiteral(requestStates) }

export const walletLists = ['entries', 'recharges', 'withdrawals'] as const
/** Which list is shown. */
export const listParam = parseAsStringLiteral(walletLists).withDefault('entries')
