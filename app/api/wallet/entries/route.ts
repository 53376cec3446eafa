import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { entriesPage, entriesParams } from '@/lib/ledger/schema'
import { statementCsv, statementPage } from '@/lib/ledger/wallet/statement'
import { entryView } from '@/lib/ledger/wallet/views'
import { modelsOfCalls } from '@/lib/usage/models-of-calls'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'What came into the wallet and went out of it, newest first',
    who: 'user',
    query: entriesParams,
    answer: entriesPage,
    otherwise: 'text/csv',
    run: async ({ user: { id, walletId }, query }) => {
      if (query.format === 'json') {
        const page = await statementPage({ ...query, walletId })
        const models = await modelsOfCalls(
          id,
          page.entries.map(({ reference }) => reference),
        )
        return { entries: page.entries.map(entryView), nextCursor: page.nextCursor, models }
      }
      return new Response(statementCsv({ ...query, walletId }), {
        headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="wallet.csv"' },
      })
    },
  }),
})
