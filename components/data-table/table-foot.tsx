'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { TableQuery } from './table-props'

/** Shown only where there is more to say or to load. */
export function TableFoot({ count, query, foot }: { count: number; query: TableQuery; foot?: ReactNode }) {
  const t = useTranslations('common')
  if (!query.hasNextPage && foot === undefined) return null
  return (
    <div className="table-foot">
      {foot ?? t('shown', { count })}
      {query.hasNextPage && (
        <span className="ml-auto">
          <Button size="s" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage?.()}>
            {t('loadMore')}
          </Button>
        </span>
      )}
    </div>
  )
}
