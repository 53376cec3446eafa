'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { Tile, Tiles } from '@/components/ui/tile'
import type { ReferralInfo } from '@/lib/referrals/schema'

/** How far the invited came, and what it brought. */
export function Funnel({ info: { registered, claimed, active, earned } }: { info: ReferralInfo }) {
  const t = useTranslations('referral')
  const format = useFormatter()
  const share = (part: number) =>
    registered === 0 ? undefined : t('ofThem', { share: format.number(part / registered, { style: 'percent' }) })
  return (
    <Tiles>
      <Tile label={t('registered')}>{format.number(registered)}</Tile>
      <Tile label={t('claimed')} sub={share(claimed)}>
        {format.number(claimed)}
      </Tile>
      <Tile label={t('active')} sub={share(active)}>
        {format.number(active)}
      </Tile>
      <Tile label={t('earned')} sub={t('earnedWhat')}>
        <Money value={earned} minPlaces={2} />
      </Tile>
    </Tiles>
  )
}
