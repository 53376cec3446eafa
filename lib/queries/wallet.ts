import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { EntriesPage, Redeemed, WalletEntry, WalletView } from '@/lib/ledger/schema'
import { api } from './fetcher'

export const walletQuery = queryOptions({
  queryKey: ['wallet'],
  queryFn: ({ signal }) => api<WalletView>('/api/wallet', { signal }),
  refetchInterval: 15_000,
})

/** Adds to each entry the model of the call that it paid for. */
const withModels = ({ entries, models }: EntriesPage) =>
  entries.map((entry) => ({ ...entry, model: entry.reference === null ? null : (models[entry.reference] ?? null) }))
export type PaidEntry = ReturnType<typeof withModels>[number]

export const entriesQuery = (account: WalletEntry['account'] | null) =>
  infiniteQueryOptions({
    queryKey: ['wallet', 'entries', account],
    queryFn: ({ pageParam, signal }) =>
      api<EntriesPage>('/api/wallet/entries', { query: { account, cursor: pageParam, limit: 50 }, signal }),
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
