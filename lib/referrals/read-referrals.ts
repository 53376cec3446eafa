import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import { settings } from '@/lib/settings/settings'
import { codeOf } from './code-of'
import type { ReferralInfo } from './schema'

const mostShown = 50

const countsRow = z.object({ registered: z.int(), claimed: z.int(), active: z.int(), earned: z.bigint() })
const countsSql = `select count(*)::int as registered, count(claimed_at)::int as claimed, coalesce(sum(reward), 0)::bigint as earned,
    count(*) filter (where exists (select 1 from usage_hours h where h.user_id = r.invitee_id))::int as active
  from referrals r where inviter_id = $1`

const invitedRow = z.object({ username: z.string(), created_at: z.date(), claimed_at: z.date().nullable(), reward: z.bigint().nullable() })
const invitedSql = `select u.username, r.created_at, r.claimed_at, r.reward from referrals r join users u on u.id = r.invitee_id
  where r.inviter_id = $1 order by r.created_at desc, r.invitee_id desc limit ${mostShown}`

const ownRow = z.object({ claim_until: z.date(), late: z.boolean(), inviter: z.string().nullable(), claimed_at: z.date().nullable() })
const ownSql = `select u.created_at + make_interval(days => $2::int) as claim_until, i.username as inviter, r.claimed_at,
    u.created_at <= now() - make_interval(days => $2::int) as late
  from users u left join referrals r on r.invitee_id = u.id left join users i on i.id = r.inviter_id where u.id = $1`

/** Enough of a name for whoever knows it. */
const shortened = (username: string): string =>
  username.length <= 3 ? `${username.slice(0, 1)}…` : `${username.slice(0, 2)}…${username.slice(-1)}`

/** The user's code and link, what came of them, and whether the user may claim a reward. */
export async function readReferrals(userId: number): Promise<ReferralInfo> {
  const { referralReward, referralDays, currency } = settings()
  const code = await codeOf(userId)
  const [[counts], invited, [own]] = await Promise.all([
    rowsOf(pool(), countsRow, countsSql, [userId]),
    rowsOf(pool(), invitedRow, invitedSql, [userId]),
    rowsOf(pool(), ownRow, ownSql, [userId, referralDays]),
  ])
  if (!counts || !own) throw fail('not_found')
  return {
    code,
    link: `${env().publicUrl}/register?ref=${code}`,
    currency,
    reward: exactDecimal(referralReward),
    ...counts,
    earned: exactDecimal(counts.earned),
    invited: invited.map(({ username, created_at, claimed_at, reward }) => ({
      username: shortened(username),
      registeredAt: created_at.toISOString(),
      claimedAt: claimed_at?.toISOString() ?? null,
      amount: reward === null ? null : exactDecimal(reward),
    })),
    own: {
      invitedBy: own.inviter && shortened(own.inviter),
      claimedAt: own.claimed_at?.toISOString() ?? null,
      claimUntil: own.claim_until.toISOString(),
      canClaim: referralReward > 0n && own.claimed_at === null && !own.late,
    },
  }
}
