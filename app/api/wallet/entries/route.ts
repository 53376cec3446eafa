import { route } from '@/lib/http/route'
import { allEntries, entries } from '@/lib/ledger/entries'
import { entriesPage, entriesQuery } from '@/lib/ledger/schema'
import { entriesCsv, entryView } from '@/lib/ledger/views'

export const GET = route({
  summary: 'What came into the wallet and went out of it, newest first',
  who: 'user',
  query: entriesQuery,
  answer: entriesPage,
  run: async ({ user: { walletId }, query }) => {
    if (query.format === 'json') {
      const page = await entries({ ...query, walletId })
      return { entries: page.entries.map(entryView), nextCursor: page.nextCursor }
    }
    return new Response(entriesCsv(await allEntries({ walletId, account: query.account })), {
      headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="wallet.csv"' },
    })
  },
})
