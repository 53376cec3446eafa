import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import type { EventName } from '@/lib/notices/events'
import { saidMoney } from '@/lib/notices/said'
import { tell } from '@/lib/notices/tell'
import type { RequestRow } from './request-row'

/** Tells a user what became of their request. */
export async function tellUser(tx: Tx, row: RequestRow, what: 'approved' | 'rejected' | 'paid'): Promise<void> {
  const { id, kind, user_id: userId, reason, payment } = row
  const event: EventName = kind === 'recharge' ? (what === 'rejected' ? 'recharge_rejected' : 'recharge_approved') : `withdrawal_${what}`
  const amount = saidMoney(row.amount)
  await tell(tx, {
    userId,
    event,
    values: { amount, ...(what === 'rejected' && { reason: reason ?? '' }) },
    href: `/wallet?list=${kind}s`,
    key: id,
    facts: [
      { name: 'amount', value: amount },
      { name: 'request', value: id },
      ...(payment === null ? [] : [{ name: 'payment', value: payment }]),
    ],
  })
}
