import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { wallet } from '@/lib/ledger/schema'
import { grantLots } from '@/lib/ledger/wallet/grant-lots'
import { walletView } from '@/lib/ledger/wallet/views'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Balance, holds and points',
    who: 'user',
    answer: wallet,
    run: async ({ user }) => walletView(await walletOf(user.id), await grantLots(user.id)),
  }),
})
