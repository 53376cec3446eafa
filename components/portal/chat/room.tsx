'use client'
import { useQuery } from '@tanstack/react-query'
import { List, SquarePen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useSite } from '@/components/ui/site-context'
import { Skeleton } from '@/components/ui/skeleton'
import { conversationQuery } from '@/lib/queries/conversations'
import { NewThread } from './new-thread'
import { Thread } from './thread'
import { useModelChoice } from './use-model-choice'

interface Props {
  id: string | null
  /** the first message of a new conversation */
  first: string | undefined
  onFirstSent(): void
  onCreated(id: string, text: string): void
  onShowList(): void
  onNew(): void
}

export function ChatRoom({ id, first, onFirstSent, onCreated, onShowList, onNew }: Props) {
  const t = useTranslations('chat')
  const stored = useQuery({ ...conversationQuery(id ?? ''), enabled: id !== null, refetchOnWindowFocus: false })
  // This is read once. Afterwards the thread knows more than a reading that was started earlier.
  const [opened, setOpened] = useState<typeof stored.data>()
  if (stored.data && !opened && stored.fetchStatus === 'idle') setOpened(stored.data)
  const name = id === null ? t('newTitle') : stored.data?.conversation.title || t('untitled')
  // The address changes without a navigation, so the title of the tab is set here.
  const { siteName } = useSite()
  useEffect(() => {
    document.title = `${id === null ? t('title') : name} · ${siteName}`
  }, [id, name, siteName, t])
  const choice = useModelChoice(opened?.conversation.model ?? null)
  return (
    <section className="chat-room" aria-label={stored.data?.conversation.title || t('newTitle')}>
      <header className="chat-bar">
        <span className="chat-list-open">
          <Button variant="ghost" size="icon" aria-label={t('showList')} icon={<List aria-hidden />} onClick={onShowList} />
        </span>
        <h2 className="truncate">{name}</h2>
        <span className="chat-list-open ml-auto">
          <Button variant="ghost" size="icon" aria-label={t('new')} icon={<SquarePen aria-hidden />} onClick={onNew} />
        </span>
      </header>
      {id === null && <NewThread choice={choice} onCreated={onCreated} />}
      {id !== null && !opened && stored.isError && (
        <div className="m-auto p-6">
          <ErrorState error={stored.error} onRetry={() => stored.refetch()} busy={stored.isFetching} />
        </div>
      )}
      {id !== null && !opened && !stored.isError && (
        <div className="chat-column after-a-moment w-full pt-8">
          <Skeleton width="50%" />
          <Skeleton width="90%" />
        </div>
      )}
      {id !== null && opened && <Thread id={id} stored={opened} first={first} onFirstSent={onFirstSent} choice={choice} />}
    </section>
  )
}
