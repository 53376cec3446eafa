'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { BellOff, CheckCheck } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { NoticeRow } from '@/components/layout/notices/notice-row'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useDeed } from '@/components/ui/use-deed'
import { markNoticesRead, noticesQuery } from '@/lib/queries/notices'

/** Every notice of the user, newest first. */
export function NoticesPage() {
  const t = useTranslations('nav')
  const query = useInfiniteQuery(noticesQuery(useLocale()))
  const notices = query.data?.pages.flatMap((page) => page.notices)
  const unread = query.data?.pages[0]?.unread ?? 0
  return (
    <div className="grid max-w-180 gap-3">
      <PageHead title={t('notices')} count={unread > 0 ? t('unread', { count: unread }) : undefined} actions={unread > 0 && <ReadAll />} />
      <Card padded={false} aria-busy={query.isPending}>
        {query.isError && !notices && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
        {query.isPending && <Skeleton width="60%" className="m-5 animate-appear" />}
        {notices?.length === 0 && (
          <Empty icon={<BellOff aria-hidden />} title={t('noticesEmpty')}>
            {t('noticesEmptyBody')}
          </Empty>
        )}
        {notices?.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} />
        ))}
      </Card>
      {query.hasNextPage && <Older busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} />}
    </div>
  )
}

function Older({ busy, onClick }: { busy: boolean; onClick: () => void }) {
  const t = useTranslations('common')
  return (
    <Button className="justify-self-center" busy={busy} onClick={onClick}>
      {t('loadMore')}
    </Button>
  )
}

function ReadAll() {
  const t = useTranslations('nav')
  const client = useQueryClient()
  const { busy, run } = useDeed()
  return (
    <Button icon={<CheckCheck aria-hidden />} busy={busy} onClick={() => void run(() => markNoticesRead(client))}>
      {t('noticesReadAll')}
    </Button>
  )
}
