import 'server-only'
import { exactDecimal } from '@/lib/json'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'
import { settings } from '@/lib/settings/settings'
import { spentBy } from '@/lib/usage/spent-by'
import type { FreeEndpoint } from '../endpoint'

const cents = 100n

async function balanceOf(userId: number): Promise<bigint> {
  const { cashNanos, grantNanos } = await walletOf(userId)
  return cashNanos + grantNanos
}

export const billing: FreeEndpoint = {
  method: 'GET',
  name: 'dashboard/billing',
  answer: async ({ caller }) => ({ credit_balance: exactDecimal(await balanceOf(caller.user.id)), currency: settings().currency }),
}

/** Chat clients show limit minus usage: so the limit is what there is plus what was spent. The member's name is theirs, the currency ours. */
export const billingSubscription: FreeEndpoint = {
  method: 'GET',
  name: 'dashboard/billing/subscription',
  async answer({ caller: { user } }) {
    const [balance, spent] = await Promise.all([balanceOf(user.id), spentBy(user.id)])
    const limit = exactDecimal(balance + spent)
    return {
      object: 'billing_subscription',
      has_payment_method: true,
      soft_limit_usd: limit,
      hard_limit_usd: limit,
      system_hard_limit_usd: limit,
      access_until: 0,
      currency: settings().currency,
    }
  },
}

export const billingUsage: FreeEndpoint = {
  method: 'GET',
  name: 'dashboard/billing/usage',
  answer: async ({ caller }) => ({ object: 'list', total_usage: exactDecimal((await spentBy(caller.user.id)) * cents) }),
}
