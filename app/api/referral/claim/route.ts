import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { exactDecimal } from '@/lib/json'
import { claimReferral } from '@/lib/referrals/claim-referral'
import { claimBody, referralClaimed } from '@/lib/referrals/schema'
import { settings } from '@/lib/settings/settings'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary:
      'Claims the reward of an invitation, for oneself and for whoever invited one; without a code, by the code of one’s registration',
    who: 'user',
    body: claimBody,
    answer: referralClaimed,
    refusals: ['invalid_referral', 'own_referral', 'referral_late', 'referral_off', 'referral_claimed', 'referral_cycle'],
    run: async ({ user, body: { code }, caller, request }) => {
      const { amountNanos, inviter } = await claimReferral({ actor: actorOf({ caller, request }), userId: user.id, code })
      return { success: true, amount: exactDecimal(amountNanos), currency: settings().currency, invitedBy: inviter.username }
    },
  }),
})
