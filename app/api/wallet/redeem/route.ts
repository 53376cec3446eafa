import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { exactDecimal } from '@/lib/json'
import { redeem } from '@/lib/ledger/codes/redeem'
import { redeemBody, redeemed } from '@/lib/ledger/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Pays a redemption code into the wallet',
    who: 'user',
    body: redeemBody,
    answer: redeemed,
    refusals: ['invalid_code', 'code_expired', 'code_used'],
    run: async ({ user, body: { code }, request: { address, id: requestId } }) => {
      const { amountNanos, account } = await redeem({ userId: user.id, walletId: user.walletId, code, address, requestId })
      return { amount: exactDecimal(amountNanos), account }
    },
  }),
})
