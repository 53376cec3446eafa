import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { exactDecimal } from '@/lib/json'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'
import { settings } from '@/lib/settings/settings'
import { userStats } from '@/lib/usage/schema'
import { usageStats } from '@/lib/usage/user-stats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "The user's own statistics",
    who: 'user',
    answer: userStats,
    run: async ({ user }) => {
      const [wallet, usage] = await Promise.all([walletOf(user.id), usageStats(user.id, settings().timeZone)])
      return { balance: exactDecimal(wallet.cashNanos + wallet.grantNanos), points: Number(wallet.points), ...usage }
    },
  }),
})
