import * as z from 'zod'
import { time } from '@/lib/time'

const reward = z.object({
  /** The name of the other, shortened: it is no list of user names. */
  username: z.string(),
  registeredAt: time,
  /** When both were paid; null while the invited user has not claimed. */
  claimedAt: time.nullable(),
  amount: z.number().nullable(),
})

export const referralInfo = z.object({
  code: z.string(),
  /** Where somebody registers with the code. */
  link: z.string(),
  currency: z.string(),
  /** What each of the two gets now; 0 while there are no rewards. */
  reward: z.number(),
  /** How many registered with the code, how many of them claimed, and how many have made a call. */
  registered: z.int(),
  claimed: z.int(),
  active: z.int(),
  /** What the rewards of one's invitations come to so far. */
  earned: z.number(),
  /** The newest 50. */
  invited: z.array(reward),
  /** One's own claim. */
  own: z.object({
    /** Who invited one, where one registered with a code or has claimed. */
    invitedBy: z.string().nullable(),
    claimedAt: time.nullable(),
    /** The last moment for a claim. */
    claimUntil: time,
    canClaim: z.boolean(),
  }),
})
export type ReferralInfo = z.infer<typeof referralInfo>

/** Without a code, that of whoever one registered with. */
export const claimBody = z.strictObject({ code: z.string().trim().min(1).max(200).optional() })
export type ClaimBody = z.input<typeof claimBody>
export const referralClaimed = z.object({ success: z.boolean(), amount: z.number(), currency: z.string(), invitedBy: z.string() })
export type ReferralClaimed = z.infer<typeof referralClaimed>
