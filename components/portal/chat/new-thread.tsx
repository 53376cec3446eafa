'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { loadMarkdown } from '@/components/shared/markdown/load-markdown'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { conversationsApi, refreshConversations } from '@/lib/queries/conversations'
import { Composer } from './composer'
import { loadThread } from './load-thread'
import type { ModelChoice } from './models/use-model-choice'
import { ThreadColumn } from './thread-column'

const starters = ['explain', 'code', 'translate', 'plan'] as const

export function NewThread({ choice, onCreated }: { choice: ModelChoice; onCreated(id: string, text: string): void }) {
  const t = useTranslations('chat')
  const errorText = useErrorText()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async (words: string) => {
    if (!choice.model || busy) return false
    setBusy(true)
    try {
      const { conversation } = await conversationsApi.create(choice.model)
      await refreshConversations(client)
      onCreated(conversation.id, words)
      return true
    } catch (error) {
      notify.fail(errorText(error))
      setBusy(false)
      return false
    }
  }
  const name = choice.models.find((model) => model.id === choice.model)?.name ?? choice.model
  const write = (words: string) => {
    setText(words)
    // The answer will need them.
    void loadThread()
    void loadMarkdown()
  }
  return (
    <div className="grid flex-1 items-center overflow-y-auto py-6">
      <ThreadColumn className="gap-3">
        <h3 className="mb-2 text-center text-[20px]/7">
          {name ? t('startWith', { model: name }) : choice.loading ? '\u00a0' : t('noModel')}
        </h3>
        <Composer draftKey="new" value={text} onChange={write} onSend={send} running={false} busy={busy} choice={choice} autoFocus />
        <Starters onChoose={write} />
      </ThreadColumn>
    </div>
  )
}

function Starters({ onChoose }: { onChoose(text: string): void }) {
  const t = useTranslations('chat')
  return (
    <ul className="flex flex-col">
      {starters.map((starter) => (
        <li key={starter}>
          <button
            type="button"
            className="flex w-full gap-3 rounded-sm px-3 py-[9px] text-left hover:bg-hover phone:flex-col phone:gap-0"
            onClick={() => onChoose(t(`starter.${starter}.text`))}
          >
            <b className="w-32 flex-none">{t(`starter.${starter}.name`)}</b>
            <span className="truncate text-ink-2 phone:whitespace-normal">{t(`starter.${starter}.text`)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
