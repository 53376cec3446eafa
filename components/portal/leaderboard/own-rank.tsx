'use client'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile, Tiles } from '@/components/ui/tile'
import type { Board } from '@/lib/leaderboard/schema'

/** Where one stands, whether one appears or not. */
export function OwnRank({ board }: { board: Board | undefined }) {
  const t = useTranslations('leaderboard')
  const format = useFormatter()
  if (!board)
    return (
      <Tiles>
        {['rank', 'tokens', 'calls', 'shown'].map((name) => (
          <Tile key={name} label={<Skeleton width={60} />}>
            <Skeleton width={90} />
          </Tile>
        ))}
      </Tiles>
    )
  const { me, users } = board
  const change = <Link href="/settings#privacy">{t('change')}</Link>
  return (
    <Tiles>
      <Tile label={t('mine')} sub={t('ofUsers', { count: users })}>
        {me.rank === null ? '–' : t('place', { rank: me.rank })}
      </Tile>
      <Tile label={t('metrics.tokens')}>{format.number(me.tokens)}</Tile>
      <Tile label={t('metrics.calls')}>{format.number(me.calls)}</Tile>
      <Tile label={t('appear')} sub={change}>
        <span className="block truncate font-medium text-[15px]">{me.shown === 'alias' ? me.alias : t(`shown.${me.shown}`)}</span>
      </Tile>
    </Tiles>
  )
}
