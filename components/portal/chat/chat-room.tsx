'use client'
import { useQuery } from '@tanstack/react-query'
import { List, SquarePen } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect, useState } from 'react'
import { hasFormulas, loadFormulas, loadMarkdown } from '@/components/shared/markdown/load-markdown'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useSite } from '@/components/ui/site-context'
import { Skeleton } from '@/components/ui/skeleton'
import { Tag } from '@/components/ui/tag'
import { useMounted } from '@/components/ui/use-mounted'
import type { MessageView } from '@/lib/conversations/schema'
import { conversationQuery } from '@/lib/queries/conversations'
import { loadThread } from './load-thread'
import { useModelChoice } from './models/use-model-choice'
import { NewThread } from './new-thread'
import { ThreadColumn } from './thread-column'

const Thread = lazy(() => loadThread().then((file) => ({ default: file.Thread })))

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
  // A conversation is read whenever it is opened, except when the page brought it along.
  const staleTime = useMounted() ? 0 : Number.POSITIVE_INFINITY
  const stored = useQuery({ ...conversationQuery(id ?? ''), enabled: id !== null, staleTime, refetchOnWindowFocus: false })
  // This is read once. Afterwards the thread knows more than a reading that was started earlier.
  const [opened, setOpened] = useState<typeof stored.data>()
  if (stored.data && !opened && stored.fetchStatus === 'idle') setOpened(stored.data)
  const name = id === null ? t('newTitle') : stored.data?.conversation.title || t('untitled')
  const choice = useModelChoice(opened?.conversation.model ?? null)
  const ready = useThreadCode(id !== null, first !== undefined, opened?.messages)
  useTitle(id === null ? t('title') : name)
  return (
    <section className="relative flex min-h-0 min-w-0 flex-col" aria-label={stored.data?.conversation.title || t('newTitle')}>
      <RoomHead name={name} inPoints={Boolean(stored.data?.conversation.scenario)} onShowList={onShowList} onNew={onNew} />
      {id === null && <NewThread choice={choice} onCreated={onCreated} />}
      {id !== null && !opened && stored.isError && (
        <div className="m-auto p-6">
          <ErrorState error={stored.error} onRetry={() => stored.refetch()} busy={stored.isFetching} />
        </div>
      )}
      {id !== null && !(opened && ready) && !stored.isError && <Opening />}
      {id !== null && opened && ready && (
        <Suspense fallback={<Opening />}>
          <Thread id={id} stored={opened} first={first} onFirstSent={onFirstSent} choice={choice} />
        </Suspense>
      )}
    </section>
  )
}

/**
 * Loads what a conversation needs, while the conversation itself is read. The answers of a stored one are shown when Markdown is there, so
 * that nothing moves; a new one begins at once.
 */
function useThreadCode(wanted: boolean, isNew: boolean, messages: MessageView[] | undefined): boolean {
  const [ready, setReady] = useState(isNew)
  useEffect(() => {
    if (!wanted) return
    void loadThread()
    void loadMarkdown()
  }, [wanted])
  useEffect(() => {
    if (!messages) return
    const formulas = messages.some(({ parts }) => parts.some((part) => part.type === 'text' && hasFormulas(part.text)))
    void (formulas ? loadFormulas() : loadMarkdown()).catch(() => undefined).then(() => setReady(true))
  }, [messages])
  return ready
}

/** The address changes without a navigation, so the title of the tab is set here. */
function useTitle(title: string): void {
  const { siteName } = useSite()
  useEffect(() => {
    document.title = `${title} · ${siteName}`
  }, [title, siteName])
}

interface HeadProps {
  name: string
  /** its messages cost points and no money */
  inPoints: boolean
  onShowList(): void
  onNew(): void
}

function RoomHead({ name, inPoints, onShowList, onNew }: HeadProps) {
  const t = useTranslations('chat')
  return (
    <header className="flex min-h-12 items-center gap-2 border-line border-b px-6 phone:px-2">
      <span className="hidden phone:block">
        <Button variant="ghost" size="icon" aria-label={t('showList')} icon={<List aria-hidden />} onClick={onShowList} />
      </span>
      <h2 className="truncate text-[15px]">{name}</h2>
      {inPoints && (
        <Link href="/points" prefetch={false} title={t('inPointsWhat')}>
          <Tag>{t('inPoints')}</Tag>
        </Link>
      )}
      <span className="ml-auto hidden phone:block">
        <Button variant="ghost" size="icon" aria-label={t('new')} icon={<SquarePen aria-hidden />} onClick={onNew} />
      </span>
    </header>
  )
}

function Opening() {
  return (
    <ThreadColumn className="animate-appear gap-3 pt-8">
      <Skeleton width="50%" />
      <Skeleton width="90%" />
    </ThreadColumn>
  )
}
