'use client'
import { useChat } from '@ai-sdk/react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ConversationView, MessageView } from '@/lib/conversations/schema'
import { conversationQuery, refreshConversations } from '@/lib/queries/conversations'
import { chatTransport, type ThreadMessage } from './chat-transport'
import { keepDraft, readDraft } from './drafts'
import { refusedTurnOf } from './refusal'

export interface ThreadProps {
  id: string
  stored: { conversation: ConversationView; messages: MessageView[] }
  /** the first message of a new conversation */
  first: string | undefined
  onFirstSent(): void
}

/** The turns of a conversation: those that are stored, the one that runs, and what may be done next. */
export function useThread({ id, stored, first, onFirstSent }: ThreadProps, model: string | null) {
  const t = useTranslations('chat')
  const client = useQueryClient()
  const [draft, setDraft] = useState('')
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
      if (words !== '') setDraft(giveBack(id, words))
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
  // An unchanged answer keeps its first button, so the button reads the chosen model when it is pressed.
  const now = useRef({ model, messages: chat.messages })
  useLayoutEffect(() => {
    now.current = { model, messages: chat.messages }
  })
  /** `words` is the text that would be lost if the turn were refused. */
  const ask = (words: string, turn: (body: { model: string }) => Promise<void>): boolean => {
    const { model, messages } = now.current
    if (!model || running) return false
    asked.current = { words, before: messages }
    setStatus(t('answering'))
    void turn({ model })
    return true
  }
  const send = (text: string) => ask(text, (body) => chat.sendMessage({ text }, { body }))
  useFirst(first, model, send, onFirstSent)
  useNaming(id, chat.status === 'streaming')
  return {
    ...{ messages: chat.messages, error: chat.error, waiting: chat.status === 'submitted', running, status, draft, setDraft, send },
    again: (messageId?: string) => ask('', (body) => chat.regenerate({ messageId, body })),
    edit: (messageId: string, text: string) =>
      ask(text, (body) => chat.sendMessage({ text, messageId }, { body: { ...body, editOf: messageId } })),
  }
}

/** Puts the words of a refused turn before the draft, and returns both. */
function giveBack(id: string, words: string): string {
  const draft = [words, readDraft(id)].filter(Boolean).join('\n\n')
  keepDraft(id, draft)
  return draft
}

/** Sends the first message of a new conversation, once. */
function useFirst(first: string | undefined, model: string | null, send: (text: string) => boolean, onSent: () => void): void {
  const sent = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `send` is new with every render, and the message goes once
  useEffect(() => {
    if (first === undefined || sent.current || !model) return
    sent.current = true
    onSent()
    send(first)
  }, [first, model, onSent])
}

/** The server names a conversation by its first question. */
function useNaming(id: string, streaming: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!streaming) return
    void refreshConversations(client)
    void client.invalidateQueries({ queryKey: conversationQuery(id).queryKey })
  }, [streaming, client, id])
}
