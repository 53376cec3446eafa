import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { EntriesPage, Redeemed, WalletView } from '@/lib/ledger/schema'
import { api, byCursor, reads } from './fetcher'

export const walletQuery = queryOptions({
  queryKey: ['wallet'],
  queryFn: reads<WalletView>('/api/wallet'),
  refetchInterval: 15_000,
})

/** Adds to each entry the model of the call that it paid for. */
const withModels = ({ entries, models }: EntriesPage) =>
  entries.map((entry) => ({ ...entry, model: entry.reference === null ? null : (models[entry.reference] ?? null) }))
export type PaidEntry = ReturnType<typeof withModels>[number]

type AskedEntries = Partial<Record<'account' | 'month' | 'day' | 'fold', string | null>>

/** Where the same span is read as a file, with each call on a line. */
export const statementFile = ({ fold: _, ...asked }: AskedEntries): string =>
  reads('/api/wallet/entries', () => ({ ...asked, format: 'csv' })).address(null)

export const entriesQuery = (asked: AskedEntries) =>
  infiniteQueryOptions({
    queryKey: ['wallet', 'entries', asked],
    queryFn: reads<EntriesPage>('/api/wallet/entries', (cursor) => ({ ...asked, cursor, limit: 50 })),
    ...byCursor,
    select: ({ pages }) => pages.flatMap(withModels),
    placeholderData: (before) => before,
  })

/** Reads the wallet, its entries and the balance in the header again; call it after money has moved. */
export const refreshWallet = (client: QueryClient) =>
  Promise.all([client.invalidateQueries({ queryKey: ['wallet'] }), client.invalidateQueries({ queryKey: ['me'] })])

export const walletApi = {
  redeem: (code: string) => api<Redeemed>('/api/wallet/redeem', { body: { code } }),
}
