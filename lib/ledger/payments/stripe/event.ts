import 'server-only'
import * as z from 'zod'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { isSigned } from './signature'

const event = z.object({ id: z.string(), type: z.string(), data: z.object({ object: z.unknown() }) })

const checkout = z.object({
  id: z.string(),
  client_reference_id: z.string().nullish(),
  amount_total: z.int().nullish(),
  currency: z.string().nullish(),
  payment_status: z.string(),
})
export type Checkout = z.infer<typeof checkout>

const told = {
  'checkout.session.completed': 'completed',
  'checkout.session.async_payment_succeeded': 'completed',
  'checkout.session.async_payment_failed': 'given_up',
  'checkout.session.expired': 'given_up',
} as const

export interface CheckoutEvent {
  id: string
  what: (typeof told)[keyof typeof told]
  checkout: Checkout
}

/** Reads what Stripe tells us. Undefined for kinds of events that we did not ask for; throws for a body that Stripe has not signed. */
export function readCheckoutEvent(body: string, signature: string | null): CheckoutEvent | undefined {
  const { STRIPE_WEBHOOK_SECRET } = env()
  if (STRIPE_WEBHOOK_SECRET === undefined) throw fail('not_found')
  if (!isSigned(body, signature ?? '', STRIPE_WEBHOOK_SECRET)) throw fail('invalid_signature')
  const { id, type, data } = event.parse(JSON.parse(body))
  const what = told[type as keyof typeof told]
  return what && { id, what, checkout: checkout.parse(data.object) }
}
