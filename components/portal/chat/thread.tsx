'use client'
import { ArrowDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useStickToBottom } from 'use-stick-to-bottom'
import { Button } from '@/components/ui/button'
import { conversationsApi } from '@/lib/queries/conversations'
import { Answer, AnswerWaiting } from './answer'
import { Composer } from './composer'
import { FailedTurn } from './failed-turn'
import type { ModelChoice } from './models/use-model-choice'
import { Question } from './question'
import { ThreadColumn } from './thread-column'
import { type ThreadProps, useThread } from './use-thread'

export function Thread({ choice, ...props }: ThreadProps & { choice: ModelChoice }) {
  const t = useTranslations('chat')
  const thread = useThread(props, choice.model)
  const scroll = useStickToBottom({ initial: 'instant', resize: 'instant' })
  const send = (text: string) => {
    const sent = thread.send(text)
    if (sent) void scroll.scrollToBottom()
    return sent
  }
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto" ref={scroll.scrollRef}>
        <Turns thread={thread} contentRef={scroll.contentRef} />
        {!scroll.isAtBottom && (
          <div className="absolute bottom-37 left-1/2 -translate-x-1/2 rounded-full bg-surface shadow-float">
            <Button size="icon" aria-label={t('toBottom')} icon={<ArrowDown aria-hidden />} onClick={() => void scroll.scrollToBottom()} />
          </div>
        )}
      </div>
      <p className="sr-only" role="status">
        {thread.status}
      </p>
      <div className="bg-bg pb-[max(16px,env(safe-area-inset-bottom))]">
        <ThreadColumn>
          <Composer
            draftKey={props.id}
            value={thread.draft}
            onChange={thread.setDraft}
            onSend={send}
            running={thread.running}
            onStop={() => void conversationsApi.stop(props.id)}
            choice={choice}
            autoFocus
          />
        </ThreadColumn>
      </div>
    </>
  )
}

interface TurnsProps {
  thread: ReturnType<typeof useThread>
  contentRef: ReturnType<typeof useStickToBottom>['contentRef']
}

function Turns({ thread: { messages, running, waiting, error, again, edit }, contentRef }: TurnsProps) {
  const last = messages.at(-1)
  return (
    <ThreadColumn
      className="gap-7 pt-6 pb-28 phone:gap-6"
      ref={contentRef}
      role="log"
      aria-label={useTranslations('chat')('messages')}
      aria-live="off"
    >
      {messages.map((message) =>
        message.role === 'user' ? (
          <Question
            key={message.id}
            message={message}
            onEdit={message.metadata && !running ? (words) => edit(message.id, words) : undefined}
          />
        ) : (
          <Answer
            key={message.id}
            message={message}
            streaming={running && message === last}
            onAgain={running ? undefined : () => again(message.id)}
          />
        ),
      )}
      {waiting && last?.role === 'user' && <AnswerWaiting />}
      {error && <FailedTurn error={error} onRetry={() => again()} />}
    </ThreadColumn>
  )
}
