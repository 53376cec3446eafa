'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTimeZone, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { TextButton } from '@/components/ui/text-link'
import { useMoment } from '@/components/ui/use-moment'
import { conversationsQuery } from '@/lib/queries/conversations'
import { ConversationRow } from './conversation-row'
import { groupByTime } from './group-by-time'

interface Props {
  search: string
  onClear(): void
  current: string | null
  onOpen(id: string | null): void
}

export function ConversationRows({ search, onClear, current, onOpen }: Props) {
  const t = useTranslations('chat')
  const query = useInfiniteQuery(conversationsQuery(search))
  const now = new Date(useMoment())
  const timeZone = useTimeZone()
  const rows = query.data?.pages.flatMap((page) => page.conversations)
  return (
    <nav className="flex-1 overflow-y-auto px-2 pb-3" aria-label={t('conversations')}>
      {query.isPending &&
        [0, 1, 2].map((row) => (
          <div key={row} className="animate-appear px-3 py-2">
            <Skeleton width="80%" />
          </div>
        ))}
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      {rows?.length === 0 && <NoRows searching={search !== ''} onClear={onClear} />}
      {groupByTime(rows ?? [], now, timeZone).map(({ name, conversations }) => (
        <section key={name} aria-label={t(`group.${name}`)}>
          <h2 className="px-2 pt-3.5 pb-1 font-normal text-[12px]/4 text-ink-2">{t(`group.${name}`)}</h2>
          {conversations.map((row) => (
            <ConversationRow key={row.id} row={row} group={name} current={row.id === current} onOpen={onOpen} />
          ))}
        </section>
      ))}
      {query.hasNextPage && (
        <div className="p-3">
          <Button size="s" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </nav>
  )
}

function NoRows({ searching, onClear }: { searching: boolean; onClear(): void }) {
  const t = useTranslations('chat')
  return (
    <p className="px-3 py-2 text-ink-2">
      {searching ? t('noMatch') : t('none')} {searching && <TextButton onClick={onClear}>{t('clear')}</TextButton>}
    </p>
  )
}
