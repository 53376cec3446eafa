'use client'
import { Boxes, Trophy } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { modelHref } from '@/components/layout/model-href'
import { Card } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { Board } from '@/lib/leaderboard/schema'

interface Line {
  id: string
  rank: number
  name: ReactNode
  value: number
  own?: boolean
}

export function UserRanks({ board }: { board: Board | undefined }) {
  const t = useTranslations('leaderboard')
  const lines = board?.leaderboard.map((row, at) => ({
    id: String(at),
    rank: row.rank,
    own: row.me,
    value: row[board.by],
    name: (
      <>
        {row.name} {row.me && <Tag tone="accent">{t('you')}</Tag>}
      </>
    ),
  }))
  return (
    <Ranks title={t('users')} by={board?.by} lines={lines}>
      <Empty icon={<Trophy aria-hidden />} title={t('emptyTitle')}>
        {t('emptyBody')}
      </Empty>
    </Ranks>
  )
}

export function ModelRanks({ board }: { board: Board | undefined }) {
  const t = useTranslations('leaderboard')
  const lines = board?.models.map((row) => ({
    id: row.model,
    rank: row.rank,
    value: row[board.by],
    name: <TextLink href={modelHref(row.model)}>{row.model}</TextLink>,
  }))
  return (
    <Ranks title={t('models')} by={board?.by} lines={lines}>
      <Empty icon={<Boxes aria-hidden />} title={t('noModels')} />
    </Ranks>
  )
}

interface Props {
  title: string
  by: Board['by'] | undefined
  lines: Line[] | undefined
  /** what is shown when there is nobody */
  children: ReactNode
}

function Ranks({ title, by = 'tokens', lines, children }: Props) {
  const t = useTranslations('leaderboard')
  const format = useFormatter()
  const most = Math.max(1, ...(lines ?? []).map(({ value }) => value))
  return (
    <Card title={title} padded={false}>
      {lines?.length === 0 ? (
        children
      ) : (
        <Table aria-label={title} dense>
          <TableHeader>
            <TableRow>
              <TableHead align="right" className="w-12">
                {t('rank')}
              </TableHead>
              <TableHead>{t('name')}</TableHead>
              <TableHead align="right">{t(`metrics.${by}`)}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {lines?.map(({ id, rank, name, value, own }) => (
              <TableRow key={id} data-selected={own || undefined}>
                <TableCell align="right">{rank}</TableCell>
                <TableCell className="relative max-w-0 truncate">
                  <span className="absolute inset-y-1 left-0 rounded-[3px] bg-accent-soft" style={{ width: `${(value / most) * 100}%` }} />
                  <span className="relative">{name}</span>
                </TableCell>
                <TableCell align="right">{format.number(value)}</TableCell>
              </TableRow>
            )) ?? <Loading />}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}

const Loading = () => (
  <>
    {['a', 'b', 'c', 'd', 'e'].map((name) => (
      <TableRow key={name}>
        <TableCell colSpan={3}>
          <Skeleton width="60%" />
        </TableCell>
      </TableRow>
    ))}
  </>
)
