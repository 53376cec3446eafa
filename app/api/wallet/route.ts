import { route } from '@/lib/http/route'
import { grantLots } from '@/lib/ledger/grant-lots'
import { wallet } from '@/lib/ledger/schema'
import { walletView } from '@/lib/ledger/views'
import { walletOf } from '@/lib/ledger/wallet-of'

export const GET = route({
  summary: 'Balance, holds and points',
  who: 'user',
  answer: wallet,
  run: async ({ user }) => walletView(await walletOf(user.id), await grantLots(user.id)),
})
