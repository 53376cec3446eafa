import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { grant } from '@/lib/ledger/wallet/grant'
import { lockWallet } from '@/lib/ledger/wallet/lock-wallet'
import { saidMoney } from '@/lib/notices/said'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'
import { referralCodeIn } from './code-text'

export interface ReferralClaim {
  actor: Actor
  userId: number
  /** Without it: the inviter whose code one registered with. */
  code?: string | undefined
}

const inviterRow = z.object({ id: z.int(), username: z.string() })
type Inviter = z.infer<typeof inviterRow>

/**
 * Pays the reward of an invitation to both, once for each invited user. Throws `invalid_referral`, `own_referral`, `referral_late`,
 * `referral_claimed`, `referral_cycle` or `referral_off`.
 */
export async function claimReferral({ actor, userId, code }: ReferralClaim): Promise<{ amountNanos: bigint; inviter: Inviter }> {
  const { referralReward: amountNanos } = settings()
  if (amountNanos <= 0n) throw fail('referral_off')
  return transaction(async (tx) => {
    // Whoever has claimed already need not wait for the others' claims.
    if ((await run(tx, 'select 1 from referrals where invitee_id = $1 and claimed_at is not null', [userId])) > 0)
      throw fail('referral_claimed')
    // Claims are rare, so one lock for all of them costs nothing. It comes before any wallet's.
    await run(tx, "select pg_advisory_xact_lock(hashtext('atrium.referrals'))")
    const inviter = await inviterOf(tx, userId, code)
    if (!inviter) throw fail('invalid_referral', { fields: { code: 'invalid_referral' } })
    if (inviter.id === userId) throw fail('own_referral', { fields: { code: 'own_referral' } })
    await checkNew(tx, userId)
    if (await isInvitedBy(tx, inviter.id, userId)) throw fail('referral_cycle')
    const first = await run(tx, claimSql, [userId, inviter.id, amountNanos])
    if (first === 0) throw fail('referral_claimed')
    await reward(tx, { inviteeId: userId, inviterId: inviter.id, amountNanos })
    await audit(tx, { actor, action: 'referral.claim', subject: `user:${userId}`, after: { inviter: inviter.id, amount: amountNanos } })
    const values = { amount: saidMoney(amountNanos) }
    await tell(tx, { userId: inviter.id, event: 'referral_rewarded', values, href: '/referral', key: String(userId) })
    return { amountNanos, inviter }
  })
}

// This guard pays an invited user once: whoever comes second finds the claim made.
const claimSql = `insert into referrals (invitee_id, inviter_id, claimed_at, reward) values ($1::int, $2::int, now(), $3::bigint)
  on conflict (invitee_id) do update set inviter_id = excluded.inviter_id, claimed_at = now(), reward = excluded.reward
  where referrals.claimed_at is null`

async function inviterOf(tx: Tx, userId: number, code: string | undefined): Promise<Inviter | undefined> {
  const [found] =
    code === undefined
      ? await rowsOf(
          tx,
          inviterRow,
          'select u.id, u.username from referrals r join users u on u.id = r.inviter_id and u.enabled where r.invitee_id = $1',
          [userId],
        )
      : await rowsOf(
          tx,
          inviterRow,
          'select u.id, u.username from referral_codes c join users u on u.id = c.user_id and u.enabled where c.code = $1',
          [referralCodeIn(code)],
        )
  return found
}

async function checkNew(tx: Tx, userId: number): Promise<void> {
  const isNew = await run(tx, 'select 1 from users where id = $1 and created_at > now() - make_interval(days => $2::int)', [
    userId,
    settings().referralDays,
  ])
  if (isNew === 0) throw fail('referral_late')
}

/** Whether `userId` was invited by `ancestorId`, or by somebody whom that one invited, and so on. */
async function isInvitedBy(tx: Tx, userId: number, ancestorId: number): Promise<boolean> {
  const found = await run(
    tx,
    `with recursive above as (
       select inviter_id from referrals where invitee_id = $1::int
       union select r.inviter_id from referrals r join above a on r.invitee_id = a.inviter_id)
     select 1 from above where inviter_id = $2::int`,
    [userId, ancestorId],
  )
  return found > 0
}

async function reward(tx: Tx, { inviteeId, inviterId, amountNanos }: { inviteeId: number; inviterId: number; amountNanos: bigint }) {
  const both = [
    { userId: inviteeId, kind: 'referral_claimed' },
    { userId: inviterId, kind: 'referral_reward' },
  ]
  const wallets = []
  // Wallets are locked by rising id, and a user's wallet is made with the user.
  for (const one of both.sort((a, b) => a.userId - b.userId)) {
    const wallet = await lockWallet(tx, one.userId)
    if (!wallet) throw fail('internal', { cause: `the user ${one.userId} has no wallet` })
    wallets.push({ ...one, walletId: wallet.id })
  }
  for (const { walletId, kind } of wallets)
    await grant(tx, {
      walletId,
      amountNanos,
      kind,
      idempotencyKey: `${kind}:${inviteeId}`,
      actorId: inviteeId,
      reference: `user:${inviteeId}`,
    })
}
