'use client'
import { History } from 'lucide-react'
import { useTimeZone, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { minuteOf } from '@/components/ui/format-time'
import type { TableQuery } from './table-query'

interface Props {
  lookedBackTo: string
  query: TableQuery
  onClear?: () => void
}

/** Nothing was found so far, and the search can go on. */
export function NothingYet({ lookedBackTo, query, onClear }: Props) {
  const t = useTranslations('common')
  const zone = useTimeZone()
  return (
    <Empty
      icon={<History aria-hidden />}
      title={<span role="status">{t('nothingSince', { time: minuteOf(new Date(lookedBackTo), zone) })}</span>}
      actions={
        <>
          <Button variant="primary" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage?.()}>
            {t('searchOn')}
          </Button>
          {onClear && <Button onClick={onClear}>{t('clearFilters')}</Button>}
        </>
      }
    >
      {t('olderLeft')}
    </Empty>
  )
}
