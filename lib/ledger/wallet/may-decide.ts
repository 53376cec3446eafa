import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'

const ownerRow = z.object({ id: z.int() })

/** Nobody decides about their own money, except an owner who is the only one and so has nobody to ask. Throws `own_money`. */
export async function mayDecide(tx: Tx, actorId: number, userId: number): Promise<void> {
  if (actorId !== userId) return
  const owners = await rowsOf(tx, ownerRow, "select id from users where role = 'owner' and enabled", [])
  if (owners.length !== 1 || owners[0]?.id !== actorId) throw fail('own_money')
}
