import 'server-only'
import * as z from 'zod'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import type { Payment, PaymentPage } from '../payment'
import { hundredths, inHundredths } from './hundredths'

const timeoutMs = 15_000
const session = z.object({ id: z.string(), url: z.url() })

export function stripeIsOn(): boolean {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = env()
  return STRIPE_SECRET_KEY !== undefined && STRIPE_WEBHOOK_SECRET !== undefined && inHundredths(settings().currency)
}

/** Opens a Checkout session for the request. Asking again for the same request gives the same session, since Stripe knows its id. */
export async function openCheckout({ requestId, amountNanos }: Payment): Promise<PaymentPage> {
  const { STRIPE_API_URL, STRIPE_SECRET_KEY, publicUrl } = env()
  const { currency, siteName } = settings()
  const form = new URLSearchParams({
    mode: 'payment',
    client_reference_id: requestId,
    success_url: `${publicUrl}/wallet?tab=recharges`,
    cancel_url: `${publicUrl}/wallet?tab=recharges`,
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': currency.toLowerCase(),
    'line_items[0][price_data][unit_amount]': String(hundredths(amountNanos)),
    'line_items[0][price_data][product_data][name]': siteName,
    'payment_intent_data[metadata][request]': requestId,
  })
  try {
    const response = await fetch(`${STRIPE_API_URL}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}`, 'idempotency-key': requestId },
      body: form,
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) throw new Error(`Stripe answered ${response.status}: ${(await response.text()).slice(0, 500)}`)
    const { id, url } = session.parse(await response.json())
    return { reference: id, url }
  } catch (cause) {
    throw fail('payment_failed', { cause })
  }
}
