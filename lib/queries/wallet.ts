import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { WalletView } from '@/lib/ledger/schema'
import { api } from './fetcher'

/** Money as the exact decimals of the API; numbers here are for showing. */
export interface EntryView {
  id: string
  time: string
  kind: string
  account: 'cash' | 'grant' | 'points'
  currency: string
  amount: number
  balanceAfter: number
  reference: string | null
  note: string | null
  /** Of the call that was paid for. */
  model: string | null
}

export const walletQuery = queryOptions({
  queryKey: ['wallet'],
  queryFn: ({ signal }) => api<WalletView>('/api/wallet', { signal }),
  refetchInterval: 15_000,
})

interface EntriesPage {
  entries: Omit<EntryView, 'model'>[]
  nextCursor: string | null
  /** Of the calls that entries refer to. */
  models: Record<string, string>
}

export const entriesQuery = (account: EntryView['account'] | null) =>
  infiniteQueryOptions({
    queryKey: ['wallet', 'entries', account],
    queryFn: ({ pageParam, signal }) =>
      api<EntriesPage>('/api/wallet/entries', { query: { account, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: ({ pages }) =>
      pages.flatMap(({ entries, models }) =>
        entries.map((entry): EntryView => ({ ...entry, model: entry.reference === null ? null : (models[entry.reference] ?? null) })),
      ),
    placeholderData: (before) => before,
  })

/** After money moved: the wallet, its entries and the chip in the header. */
export const refreshWallet = (client: QueryClient) =>
  Promise.all([client.invalidateQueries({ queryKey: ['wallet'] }), client.invalidateQueries({ queryKey: ['me'] })])

export const walletApi = {
  redeem: (code: string) => api<{ amount: number; account: 'cash' | 'grant' | 'points' }>('/api/wallet/redeem', { body: { code } }),
}
