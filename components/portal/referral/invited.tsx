'use client'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import { Time } from '@/components/ui/time'
import type { ReferralInfo } from '@/lib/referrals/schema'

/** Who came by one's code, the newest first. */
export function Invited({ invited }: Pick<ReferralInfo, 'invited'>) {
  const t = useTranslations('referral')
  return (
    <Card title={t('invited')} padded={false}>
      {invited.length === 0 ? (
        <Empty icon={<UserPlus aria-hidden />} title={t('emptyTitle')}>
          {t('emptyBody')}
        </Empty>
      ) : (
        <ul>
          {invited.map(({ username, registeredAt, claimedAt, amount }) => (
            <li
              key={`${username} ${registeredAt}`}
              className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-0.5 border-line border-b px-4 py-2 last:border-b-0"
            >
              <span className="min-w-28 font-medium">{username}</span>
              <span className="text-[13px] text-ink-2">
                <Time value={registeredAt} look="day" />
              </span>
              <StatusDot state={claimedAt === null ? 'off' : 'on'}>{t(claimedAt === null ? 'notClaimed' : 'hasClaimed')}</StatusDot>
              <span className="ml-auto">{amount !== null && <Money value={amount} minPlaces={2} />}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
