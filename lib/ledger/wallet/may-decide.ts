import 'server-only'
import { fail } from '@/lib/errors'
import { type On, query } from './transaction-query'

/** Nobody decides about their own money, except an owner who is the only one and so has nobody to ask. Throws `own_money`. */
export async function mayDecide(on: On, actorId: number, userId: number): Promise<void> {
  if (actorId !== userId) return
  const owners = await query<{ id: number }>(on, "select id from users where role = 'owner' and enabled", [])
  if (owners.length !== 1 || owners[0]?.id !== actorId) throw fail('own_money')
}
