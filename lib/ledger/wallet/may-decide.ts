import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'

const ownerRow = z.object({ id: z.int() })

/** Throws `own_money` when somebody decides about their own money. An owner who is the only one may, because there is nobody else to ask. */
export async function mayDecide(tx: Tx, actorId: number, userId: number): Promise<void> {
  if (actorId !== userId) return
  const owners = await rowsOf(tx, ownerRow, "select id from users where role = 'owner' and enabled", [])
  if (owners.length !== 1 || owners[0]?.id !== actorId) throw fail('own_money')
}
