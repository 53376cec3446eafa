'use client'
import { Popover } from '@base-ui/react/popover'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { type ReactElement, useState } from 'react'
import { arrowKeys } from '@/components/ui/arrow-keys'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { popupVariants, positioner } from '@/components/ui/popup'
import { Skeleton } from '@/components/ui/skeleton'
import { TextButton } from '@/components/ui/text-link'
import { markNoticesRead, noticesQuery } from '@/lib/queries/notices'
import { NewAnnouncements } from './new-announcements'
import { NoticeRow } from './notice-row'

/** The newest notices below the bell. */
export function BellPopover({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations('nav')
  const [open, setOpen] = useState(true)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className={positioner} sideOffset={6} align="end" collisionPadding={12}>
          <Popover.Popup
            data-slot="notices"
            aria-label={t('notices')}
            className={`flex max-h-[min(560px,var(--available-height))] w-95 max-w-[calc(100vw-24px)] flex-col ${popupVariants()}`}
          >
            <Newest onFollow={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Newest({ onFollow }: { onFollow: () => void }) {
  const t = useTranslations('nav')
  const client = useQueryClient()
  const query = useInfiniteQuery(noticesQuery(useLocale()))
  const first = query.data?.pages[0]
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b py-2.5 pr-4 pl-4">
        <Popover.Title className="font-semibold text-[13.5px]">{t('notices')}</Popover.Title>
        <span className="ml-auto text-[12.5px]">
          {(first?.unread ?? 0) > 0 && <TextButton onClick={() => void markNoticesRead(client)}>{t('noticesReadAll')}</TextButton>}
        </span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {query.isError && !first && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
        {query.isPending && <Loading />}
        <NewAnnouncements onFollow={onFollow} />
        {first?.notices.length === 0 && (
          <Empty icon={<BellOff aria-hidden />} title={t('noticesEmpty')}>
            {t('noticesEmptyBody')}
          </Empty>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus among the links */}
        <div onKeyDown={(event) => arrowKeys(event, first?.notices ?? [], () => undefined)}>
          {first?.notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} onFollow={onFollow} />
          ))}
        </div>
      </div>
      <Link
        href="/notices"
        prefetch={false}
        onClick={onFollow}
        className="border-line border-t px-4 py-2.5 text-center text-[13px] text-accent-text hover:bg-hover"
      >
        {t('noticesAll')}
      </Link>
    </>
  )
}

const Loading = () => (
  <div className="grid animate-appear gap-4 p-4" aria-hidden>
    {[0, 1, 2].map((line) => (
      <span key={line} className="grid gap-2">
        <Skeleton width="45%" />
        <Skeleton width="85%" />
      </span>
    ))}
  </div>
)
