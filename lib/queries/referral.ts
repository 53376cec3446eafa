import { queryOptions } from '@tanstack/react-query'
import type { ClaimBody, ReferralClaimed, ReferralInfo } from '@/lib/referrals/schema'
import { api, reads } from './fetcher'

export const referralQuery = queryOptions({ queryKey: ['referral'], queryFn: reads<ReferralInfo>('/api/referral/info') })

export const referralApi = {
  claim: (body: ClaimBody) => api<ReferralClaimed>('/api/referral/claim', { body }),
}
