'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Hint } from '@/components/ui/hint'
import { SheetSection } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import type { CodeBatch } from '@/lib/ledger/schema'
import { codeUsesQuery } from '@/lib/queries/codes'

/** Who redeemed codes of the batch, the newest first. */
export function BatchUses({ batch }: { batch: CodeBatch }) {
  const t = useTranslations('adminCodes')
  const query = useInfiniteQuery(codeUsesQuery(batch.id))
  const uses = query.data?.pages.flatMap((page) => page.uses)
  return (
    <SheetSection title={t('usedBy')}>
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      {query.isPending && <Skeleton width="60%" />}
      {uses?.length === 0 && <Hint>{t('nobody')}</Hint>}
      <ul className="grid">
        {uses?.map(({ user, preview, time }) => (
          <li
            key={`${user.id} ${preview} ${time}`}
            className="flex min-h-9 items-center gap-3 border-line border-b text-[13px] last:border-b-0"
          >
            <Link href={`/admin/users?q=${encodeURIComponent(user.username)}`} className="min-w-0 truncate">
              {user.username}
            </Link>
            <code className="ml-auto truncate text-ink-2">{preview}</code>
            <Time value={time} look="clock" />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="s" className="mt-2" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('moreUses')}
        </Button>
      )}
    </SheetSection>
  )
}
