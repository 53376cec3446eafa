'use client'
import { useChat } from '@ai-sdk/react'
import { useQueryClient } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStickToBottom } from 'use-stick-to-bottom'
import { Button } from '@/components/ui/button'
import type { ConversationView, MessageView } from '@/lib/conversations/schema'
import { conversationQuery, conversationsApi, refreshConversations } from '@/lib/queries/conversations'
import { Answer } from './answer'
import { chatTransport, type ThreadMessage } from './chat-transport'
import { Composer } from './composer'
import { keepDraft, readDraft } from './drafts'
import { FailedTurn } from './failed-turn'
import { Question } from './question'
import { refusedTurnOf } from './refusal'
import type { ModelChoice } from './use-model-choice'

interface Props {
  id: string
  stored: { conversation: ConversationView; messages: MessageView[] }
  first: string | undefined
  onFirstSent(): void
  choice: ModelChoice
}

export function Thread({ id, stored, first, onFirstSent, choice }: Props) {
  const t = useTranslations('chat')
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [status, setStatus] = useState('')
  const asked = useRef<{ words: string; before: ThreadMessage[] }>(undefined)
  const chat = useChat<ThreadMessage>({
    id,
    messages: stored.messages,
    transport: chatTransport,
    resume: stored.conversation.running,
    throttle: 50,
    onError(error) {
      if (!asked.current || !refusedTurnOf(error)) return
      const { words, before } = asked.current
      chat.setMessages(before)
      if (words === '') return
      const draft = [words, readDraft(id)].filter(Boolean).join('\n\n')
      keepDraft(id, draft)
      setText(draft)
    },
    onFinish: async ({ isError }) => {
      setStatus(isError ? t('failed') : t('answered'))
      void client.invalidateQueries({ queryKey: ['me'] })
      void refreshConversations(client)
      if (isError) return
      // Editing and answering again refer to the ids of stored messages, so they are read again. A reading that started while the answer
      // was being written may be incomplete, and this one may end after the next question was asked.
      await client.cancelQueries({ queryKey: conversationQuery(id).queryKey })
      const { messages } = await client.fetchQuery(conversationQuery(id))
      chat.setMessages((shown) => (shown.at(-1)?.id === messages.at(-1)?.id ? messages : shown))
    },
  })
  const running = chat.status === 'submitted' || chat.status === 'streaming'
  const scroll = useStickToBottom({ initial: 'instant', resize: 'instant' })

  const model = choice.model
  // An unchanged answer keeps its first button, so the button reads the chosen model when it is pressed.
  const now = useRef({ model, messages: chat.messages })
  useLayoutEffect(() => {
    now.current = { model, messages: chat.messages }
  })
  /** `words` is the text that would be lost if the turn were refused. */
  const ask = (words: string, turn: () => Promise<void>) => {
    asked.current = { words, before: now.current.messages }
    void turn()
  }
  const send = (words: string) => {
    if (!model || running) return false
    setStatus(t('answering'))
    ask(words, () => chat.sendMessage({ text: words }, { body: { model } }))
    void scroll.scrollToBottom()
    return true
  }
  const sent = useRef(false)
  useEffect(() => {
    if (first === undefined || sent.current || !model) return
    sent.current = true
    onFirstSent()
    asked.current = { words: first, before: [] }
    void chat.sendMessage({ text: first }, { body: { model } })
  }, [first, model, chat.sendMessage, onFirstSent])

  // The server names a conversation by its first question.
  const streaming = chat.status === 'streaming'
  useEffect(() => {
    if (!streaming) return
    void refreshConversations(client)
    void client.invalidateQueries({ queryKey: conversationQuery(id).queryKey })
  }, [streaming, client, id])

  const again = (messageId: string) => {
    const { model } = now.current
    if (model && !running) ask('', () => chat.regenerate({ messageId, body: { model } }))
  }
  const edit = (messageId: string, words: string) =>
    model && !running && ask(words, () => chat.sendMessage({ text: words, messageId }, { body: { model, editOf: messageId } }))
  const last = chat.messages.at(-1)
  return (
    <>
      <div className="chat-scroll" ref={scroll.scrollRef}>
        <div className="chat-column chat-turns" ref={scroll.contentRef} role="log" aria-label={t('messages')} aria-live="off">
          {chat.messages.map((message) =>
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
          {chat.status === 'submitted' && last?.role === 'user' && <p className="chat-waiting">{t('waiting')}</p>}
          {chat.error && <FailedTurn error={chat.error} onRetry={() => model && void chat.regenerate({ body: { model } })} />}
        </div>
        {!scroll.isAtBottom && (
          <div className="chat-down">
            <Button size="icon" aria-label={t('toBottom')} icon={<ArrowDown aria-hidden />} onClick={() => void scroll.scrollToBottom()} />
          </div>
        )}
      </div>
      <p className="sr-only" role="status">
        {status}
      </p>
      <div className="chat-foot">
        <div className="chat-column">
          <Composer
            draftKey={id}
            value={text}
            onChange={setText}
            onSend={send}
            running={running}
            onStop={() => void conversationsApi.stop(id)}
            choice={choice}
            autoFocus
          />
        </div>
      </div>
    </>
  )
}
