import { idempotencyKeyOf } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { buyPoints } from '@/lib/ledger/points/buy-points'
import { readPoints } from '@/lib/superbuddy/read-points'
import { bought, buyBody } from '@/lib/superbuddy/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary:
      'Buy points with the balance: grants first, then cash; points never become money again. A repetition with the same Idempotency-Key header buys nothing',
    who: 'user',
    keys: false,
    body: buyBody,
    exact: ['amount'],
    answer: bought,
    refusals: ['insufficient_funds', 'idempotency_conflict'],
    run: async ({ user, body: { amount: amountNanos }, request: { address, id: requestId, headers } }) => {
      const total = await buyPoints({ actor: { id: user.id, address, requestId }, amountNanos, key: idempotencyKeyOf(headers) })
      return { success: true as const, points: Number(total), credit_balance: (await readPoints(user.id)).credit_balance }
    },
  }),
})
