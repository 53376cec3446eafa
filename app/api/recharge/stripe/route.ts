import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { settleCheckout } from '@/lib/ledger/requests/settle-checkout'

// Stripe calls this from its own addresses, and its signature says who it is. So neither the rate of strangers nor the campus counts.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    who: 'anyone',
    rate: 'none',
    body: z.string().min(1),
    text: true,
    answer: z.object({ received: z.boolean() }),
    refusals: ['invalid_signature', 'not_found'],
    run: async ({ body, request }) => {
      await settleCheckout(body, request.headers.get('stripe-signature'))
      return { received: true }
    },
  }),
})
