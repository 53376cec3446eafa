import 'server-only'
import * as z from 'zod'
import { audit } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { settings } from '@/lib/settings/settings'
import { type Checkout, type CheckoutEvent, readCheckoutEvent } from '../payments/stripe/event'
import { hundredths } from '../payments/stripe/hundredths'
import { tryChangeState } from './change-state'
import { credit } from './credit'
import { tellUser } from './tell-user'

const actor = { id: null }

/**
 * Takes what Stripe tells of a checkout. What was paid is credited once, however often we are told, also where the user has cancelled the
 * request meanwhile. What differs from the amount asked for waits for an operator. Throws `invalid_signature`.
 */
export async function settleCheckout(body: string, signature: string | null): Promise<void> {
  const event = readCheckoutEvent(body, signature)
  if (event?.what === 'given_up') await giveUp(event.checkout)
  if (event?.what === 'completed' && event.checkout.payment_status === 'paid') await settle(event)
}

const stripe = { kind: 'recharge', method: 'stripe', by: null } as const

async function giveUp({ client_reference_id: id }: Checkout): Promise<void> {
  await transaction((tx) => tryChangeState(tx, { ...stripe, id: id ?? '', from: ['unpaid'], to: 'cancelled' }))
}

const askedRow = z.object({ amount: z.bigint() })

async function settle({ id: event, checkout }: CheckoutEvent): Promise<void> {
  const { id: session, client_reference_id: name, amount_total: paid, currency } = checkout
  const id = name ?? ''
  await transaction(async (tx) => {
    // The amount of a request never changes, so it may be read before the statement that decides.
    const [asked] = await rowsOf(tx, askedRow, "select amount from money_requests where id = $1 and method = 'stripe'", [id])
    if (!asked) return log('warn', 'a payment at Stripe fits no request', { request: id, session, event })
    const fits = paid === Number(hundredths(asked.amount)) && currency?.toUpperCase() === settings().currency
    const to = fits ? 'approved' : 'pending'
    const reason = fits ? null : `Stripe: ${paid ?? '?'} / 100 ${currency?.toUpperCase() ?? ''}`
    const row = await tryChangeState(tx, { ...stripe, id, from: ['unpaid', 'cancelled'], to, reason, payment: session })
    if (!row) return
    if (fits) {
      await credit(tx, row, null)
      await tellUser(tx, row, 'approved')
    } else
      log('error', 'a payment at Stripe differs from the amount that was asked for; an operator has to decide', { request: id, session })
    const after = { state: to, amount: row.amount, user: row.user_id, paid, currency, session, event }
    await audit(tx, { actor, action: fits ? 'recharge.approve' : 'recharge.differs', subject: `recharge:${id}`, after })
  })
}
