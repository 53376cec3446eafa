import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { EntriesPage, Redeemed, WalletEntry, WalletView } from '@/lib/ledger/schema'
import { api, reads } from './fetcher'

export const walletQuery = queryOptions({
  queryKey: ['wallet'],
  queryFn: reads<WalletView>('/api/wallet'),
  refetchInterval: 15_000,
})

/** Adds to each entry the model of the call that it paid for. */
const withModels = ({ entries, models }: EntriesPage) =>
  entries.map((entry) => ({ ...entry, model: entry.reference === null ? null : (models[entry.reference] ?? null) }))
export type PaidEntry = ReturnType<typeof withModels>[number]

export const entriesQuery = (account: WalletEntry['account'] | null) =>
  infiniteQueryOptions({
    queryKey: ['wallet', 'entries', account],
    queryFn: reads<EntriesPage>('/api/wallet/entries', (cursor) => ({ account, cursor, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: ({ pages }) => pages.flatMap(withModels),
    placeholderData: (before) => before,
  })

/** Reads the wallet, its entries and the balance in the header again; call it after money has moved. */
export const refreshWallet = (client: QueryClient) =>
  Promise.all([client.invalidateQueries({ queryKey: ['wallet'] }), client.invalidateQueries({ queryKey: ['me'] })])

export const walletApi = {
  redeem: (code: string) => api<Redeemed>('/api/wallet/redeem', { body: { code } }),
}
