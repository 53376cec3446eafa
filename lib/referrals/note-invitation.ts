import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { referralCodeIn } from './code-text'

/** Notes who invited a new user. A text that is nobody's code notes nothing: the right one may still be claimed later. */
export async function noteInvitation(tx: Tx, { userId, code }: { userId: number; code: string }): Promise<void> {
  await run(
    tx,
    `insert into referrals (invitee_id, inviter_id)
     select $1::int, c.user_id from referral_codes c join users u on u.id = c.user_id and u.enabled where c.code = $2 and c.user_id <> $1::int
     on conflict do nothing`,
    [userId, referralCodeIn(code)],
  )
}
