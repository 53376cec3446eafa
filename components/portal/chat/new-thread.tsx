'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { conversationsApi, refreshConversations } from '@/lib/queries/conversations'
import { Composer } from './composer'
import type { ModelChoice } from './use-model-choice'

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
  return (
    <div className="chat-start">
      <div className="chat-column">
        <h3>{name ? t('startWith', { model: name }) : choice.loading ? '\u00a0' : t('noModel')}</h3>
        <Composer draftKey="new" value={text} onChange={setText} onSend={send} running={false} busy={busy} choice={choice} autoFocus />
        <ul className="chat-starters">
          {starters.map((starter) => (
            <li key={starter}>
              <button type="button" onClick={() => setText(t(`starter.${starter}.text`))}>
                <b>{t(`starter.${starter}.name`)}</b>
                <span>{t(`starter.${starter}.text`)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
