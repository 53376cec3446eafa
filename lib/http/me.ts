import 'server-only'
import { countUnread } from '@/lib/announcements/count-unread'
import { env } from '@/lib/env'
import { exactDecimal } from '@/lib/json'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'
import { unreadNotices } from '@/lib/notices/list-notices'
import { settings } from '@/lib/settings/settings'
import { countTickets } from '@/lib/tickets/list-tickets'
import { preferencesOf } from '@/lib/users/change-me'
import { atLeast } from '@/lib/users/roles'
import type { Me } from '@/lib/users/schema'
import type { UserRow } from '@/lib/users/users'
import { waitingFor } from './waiting'

/** The facts that all pages of a user need. */
export async function meOf({ id, username, email, emailVerified, role, group, locale, createdAt }: UserRow): Promise<Me> {
  const [wallet, preferences, unread, unreadAnnouncements, tickets, waiting] = await Promise.all([
    walletOf(id),
    preferencesOf(id),
    unreadNotices(id),
    countUnread({ id, group, createdAt }),
    countTickets(id),
    atLeast(role, 'support') ? waitingFor({ id, role }) : null,
  ])
  const { currency, quotaUnits, pointsPerUnit, passwordMinLength, registration, timeZone, freshSessionHours } = settings()
  return {
    user: { id, username, email, emailVerified, role, group, locale, createdAt: createdAt.toISOString(), preferences },
    wallet: {
      currency,
      balance: exactDecimal(wallet.cashNanos + wallet.grantNanos),
      cash: exactDecimal(wallet.cashNanos),
      grant: exactDecimal(wallet.grantNanos),
      onHold: exactDecimal(wallet.heldNanos),
      points: Number(wallet.points),
    },
    unread,
    unreadAnnouncements,
    unreadTickets: tickets.unread,
    waiting,
    settings: {
      currency,
      quotaUnits,
      pointsPerUnit,
      passwordMinLength,
      registration,
      timeZone,
      freshSessionHours,
      publicUrl: env().publicUrl,
      mail: env().SMTP_URL !== undefined,
    },
  }
}
