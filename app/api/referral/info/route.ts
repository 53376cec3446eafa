import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readReferrals } from '@/lib/referrals/read-referrals'
import { referralInfo } from '@/lib/referrals/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "One's invitation code and link, what came of them, and the reward",
    who: 'user',
    answer: referralInfo,
    run: ({ user }) => readReferrals(user.id),
  }),
})
