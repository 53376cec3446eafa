import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { exactDecimal } from '@/lib/json'
import { withdrawOptions } from '@/lib/ledger/request-schema'
import { walletOf, withdrawable } from '@/lib/ledger/wallet/wallet-of'
import { settings } from '@/lib/settings/settings'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'The ways to be paid out, the least amount, and the most that may be paid out now',
    who: 'user',
    answer: withdrawOptions,
    run: async ({ user }) => {
      const { minWithdrawal, withdrawMethods: methods } = settings()
      return { minimum: exactDecimal(minWithdrawal), methods, withdrawable: exactDecimal(withdrawable(await walletOf(user.id))) }
    },
  }),
})
