import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { open } from '@/lib/seal'
import type { Payee } from '../request-schema'
import { looksLike } from './payee'

const sealedRow = z.object({ user_id: z.int(), payee: z.instanceof(Uint8Array) })

/** The account that a withdrawal goes to, for whoever decides it. Each look is audited. */
export async function revealPayee({ actor, id }: { actor: Actor; id: string }): Promise<Payee> {
  return transaction(async (tx) => {
    const [row] = await rowsOf(tx, sealedRow, "select user_id, payee from money_requests where id = $1 and kind = 'withdrawal'", [id])
    if (!row) throw fail('not_found')
    await audit(tx, { actor, action: 'withdrawal.reveal', subject: `withdrawal:${id}`, after: { user: row.user_id } })
    const account = open('payee', id, row.payee)
    return { account, looksLike: looksLike(account) }
  })
}
