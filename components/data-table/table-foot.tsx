'use client'
import { useTimeZone, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { minuteOf } from '@/components/ui/format-time'
import type { TableQuery } from './table-query'

interface Props {
  count: number
  query: TableQuery
  foot?: ReactNode
  lookedBackTo?: string | null
}

/** Shown only where there is more to say or to load. */
export function TableFoot({ count, query, foot, lookedBackTo }: Props) {
  const t = useTranslations('common')
  const zone = useTimeZone()
  if (!query.hasNextPage && foot === undefined) return null
  return (
    <div className="flex min-h-11 items-center gap-3 border-t border-line px-4 py-2 text-[12.5px] text-ink-2">
      {foot ?? t('shown', { count })}
      {lookedBackTo && <span role="status">{t('lookedBackTo', { time: minuteOf(new Date(lookedBackTo), zone) })}</span>}
      {query.hasNextPage && (
        <span className="ml-auto">
          <Button size="s" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage?.()}>
            {t(lookedBackTo ? 'searchOn' : 'loadMore')}
          </Button>
        </span>
      )}
    </div>
  )
}
