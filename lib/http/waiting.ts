import 'server-only'
import { countApplicationsWaiting } from '@/lib/applications/queue'
import { countRequestsWaiting } from '@/lib/ledger/requests/list-request-queue'
import { countQueue } from '@/lib/tickets/staff/list-queue'
import { atLeast } from '@/lib/users/roles'
import type { WaitingCounts } from '@/lib/users/schema'
import type { UserRow } from '@/lib/users/users'

/** How much waits for a member of the staff. Support is told of tickets only. */
export async function waitingFor({ id, role }: Pick<UserRow, 'id' | 'role'>): Promise<WaitingCounts> {
  const tickets = (await countQueue(id)).all
  if (!atLeast(role, 'operator')) return { applications: 0, recharges: 0, withdrawals: 0, tickets }
  const [applications, requests] = await Promise.all([countApplicationsWaiting(), countRequestsWaiting()])
  return { applications, ...requests, tickets }
}
