import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'
import { settings } from '@/lib/settings/settings'
import { usageOverview } from '@/lib/usage/overview'
import { overviewAnswer as answer } from '@/lib/usage/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'What the dashboard tells at a glance',
    who: 'user',
    answer,
    run: async ({ user }) => {
      const wallet = await walletOf(user.id)
      return usageOverview(user.id, settings().timeZone, wallet.cashNanos + wallet.grantNanos)
    },
  }),
})
