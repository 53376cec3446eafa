'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw, Trash2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import { refreshShares, sharesApi, sharesQuery } from '@/lib/queries/shares'
import type { ShareView } from '@/lib/shares/schema'

/** All that the user has shared, the newest first. */
export function ShareList() {
  const t = useTranslations('share')
  const common = useTranslations('common')
  const query = useInfiniteQuery(sharesQuery)
  return (
    <section className="border-line border-t pt-3.5">
      <h3 className="mb-1.5 text-[13px]/5">{t('mine')}</h3>
      {query.isPending && <Skeleton width="60%" />}
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      {query.data?.length === 0 && <p className="text-[13px]/5 text-ink-2">{t('emptyTitle')}</p>}
      <ul className="flex flex-col">
        {query.data?.map((share) => (
          <ShareRow key={share.id} share={share} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="s" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {common('loadMore')}
        </Button>
      )}
    </section>
  )
}

function ShareRow({ share }: { share: ShareView }) {
  const t = useTranslations('share')
  const format = useFormatter()
  const { busy, renew, revoke } = useShareDeeds(share)
  const title = share.title || t('untitled')
  const moment = share.expires_at && format.dateTime(new Date(share.expires_at), { dateStyle: 'medium', timeStyle: 'short' })
  const until = share.expired ? t('expired') : moment ? t('expires', { time: moment }) : t('never')
  return (
    <li className="flex items-center gap-1 border-line py-1.5 not-last:border-b">
      <span className="mr-auto min-w-0">
        <a href={share.share_url} target="_blank" rel="noreferrer" className="block truncate text-ink">
          {title}
        </a>
        <span className="block truncate text-[12px] text-ink-2">
          {t('messages', { count: share.message_count })} · {until}
        </span>
      </span>
      <CopyButton text={async () => new URL(share.share_url, window.location.href).href} label={t('copyOf', { title })} />
      <Button
        variant="ghost"
        size="icon"
        busy={busy}
        aria-label={t('renewOf', { title })}
        title={t('renewOf', { title })}
        icon={<RefreshCw aria-hidden />}
        onClick={() => void renew()}
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('revokeOf', { title })}
        title={t('revokeOf', { title })}
        icon={<Trash2 aria-hidden />}
        onClick={() => void revoke()}
      />
    </li>
  )
}

function useShareDeeds({ id }: ShareView) {
  const t = useTranslations('share')
  const client = useQueryClient()
  const confirm = useConfirm()
  const { busy, run } = useDeed(() => refreshShares(client))
  const act = async (deed: () => Promise<unknown>, done: string) => {
    if (await run(deed)) notify.done(done)
  }
  return {
    busy,
    renew: () => act(() => sharesApi.change(id, { renew: true }), t('renewed')),
    revoke: async () => {
      const sure = await confirm({ title: t('revokeTitle'), consequences: [t('revokeBody')], action: t('revoke') })
      if (sure) await act(() => sharesApi.revoke(id), t('revoked'))
    },
  }
}
