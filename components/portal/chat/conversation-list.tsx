'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Pin, Search, SquarePen, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { conversationsQuery } from '@/lib/queries/conversations'
import { ConversationMenu } from './conversation-menu'
import { groupByTime } from './group-by-time'

interface Props {
  current: string | null
  onOpen(id: string | null): void
  /** on phones the list is a drawer */
  open: boolean
  onClose(): void
}

export function ConversationList({ current, onOpen, open, onClose }: Props) {
  const t = useTranslations('chat')
  const format = useFormatter()
  const [search, setSearch] = useState('')
  const query = useInfiniteQuery(conversationsQuery(useDeferredValue(search.trim())))
  const client = useQueryClient()
  const rows = query.data?.pages.flatMap((page) => page.conversations)
  const groups = groupByTime(rows ?? [], new Date())
  return (
    <>
      {open && <button type="button" className="chat-scrim" aria-label={t('closeList')} onClick={onClose} />}
      <aside className="chat-list" data-open={open} aria-label={t('conversations')}>
        <div className="chat-list-head">
          <h1>{t('title')}</h1>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('new')}
            title={t('new')}
            icon={<SquarePen aria-hidden />}
            onClick={() => onOpen(null)}
          />
          <span className="chat-list-close">
            <Button variant="ghost" size="icon" aria-label={t('closeList')} icon={<X aria-hidden />} onClick={onClose} />
          </span>
        </div>
        <div className="px-3 pb-2">
          <Input
            before={<Search aria-hidden className="size-3.5" />}
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={t('search')}
            aria-label={t('search')}
          />
        </div>
        <nav className="chat-list-rows" aria-label={t('conversations')}>
          {query.isPending &&
            [0, 1, 2].map((row) => (
              <div key={row} className="after-a-moment px-3 py-2">
                <Skeleton width="80%" />
              </div>
            ))}
          {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
          {rows?.length === 0 && (
            <p className="px-3 py-2 text-ink-2">
              {search ? t('noMatch') : t('none')}{' '}
              {search !== '' && (
                <button type="button" className="link" onClick={() => setSearch('')}>
                  {t('clear')}
                </button>
              )}
            </p>
          )}
          {groups.map(({ name, conversations }) => (
            <section key={name} aria-label={t(`group.${name}`)}>
              <h2 className="nav-title">{t(`group.${name}`)}</h2>
              {conversations.map((row) => (
                <div key={row.id} className="chat-row" data-current={row.id === current}>
                  <a
                    href={`/chat/${row.id}`}
                    aria-current={row.id === current ? 'page' : undefined}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey) return
                      event.preventDefault()
                      onOpen(row.id)
                    }}
                  >
                    {row.pinned && <Pin aria-label={t('pinned')} className="size-3 shrink-0" />}
                    <span className="truncate">{row.title || t('untitled')}</span>
                    {row.running ? (
                      <i className="chat-live" title={t('answering')} />
                    ) : (
                      <time dateTime={row.updatedAt}>{shortTime(format, row.updatedAt, name)}</time>
                    )}
                  </a>
                  <ConversationMenu
                    conversation={row}
                    onGone={() => row.id === current && onOpen(null)}
                    onChange={() => client.invalidateQueries({ queryKey: ['conversations'] })}
                  />
                </div>
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
      </aside>
    </>
  )
}

function shortTime(format: ReturnType<typeof useFormatter>, value: string, group: string): string {
  const date = new Date(value)
  if (group === 'today' || group === 'yesterday') return format.dateTime(date, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (group === 'week') return format.dateTime(date, { weekday: 'short' })
  return format.dateTime(date, { month: '2-digit', day: '2-digit' })
}
