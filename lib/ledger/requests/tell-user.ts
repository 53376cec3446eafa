import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { formatNanos } from '@/lib/money'
import type { EventName } from '@/lib/notices/events'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'
import type { RequestRow } from './request-row'

/** Tells a user what became of their request. */
export async function tellUser(tx: Tx, row: RequestRow, what: 'approved' | 'rejected' | 'paid'): Promise<void> {
  const { id, kind, user_id: userId, amount, reason, payment } = row
  const event: EventName = kind === 'recharge' ? (what === 'rejected' ? 'recharge_rejected' : 'recharge_approved') : `withdrawal_${what}`
  const shown = `${formatNanos(amount, 2)} ${settings().currency}`
  await tell(tx, {
    userId,
    event,
    values: { amount: shown, ...(what === 'rejected' && { reason: reason ?? '' }) },
    href: `/wallet?list=${kind}s`,
    key: id,
    facts: [
      { name: 'amount', value: shown },
      { name: 'request', value: id },
      ...(payment === null ? [] : [{ name: 'payment', value: payment }]),
    ],
  })
}
