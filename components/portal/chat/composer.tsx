'use client'
import { ArrowUp, Square } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { keepDraft, readDraft } from './drafts'
import { ModelSwitcher } from './model-switcher'
import type { ModelChoice } from './use-model-choice'

interface Props {
  /** the key under which an unsent draft is kept */
  draftKey: string
  value: string
  onChange(text: string): void
  /** false means that nothing was sent, and the text stays */
  onSend(text: string): boolean | Promise<boolean>
  onStop?(): void
  running: boolean
  busy?: boolean
  choice: ModelChoice
  autoFocus?: boolean
}

export function Composer({ draftKey, value, onChange, onSend, onStop, running, busy, choice, autoFocus }: Props) {
  const t = useTranslations('chat')
  const field = useRef<HTMLTextAreaElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is read once, when the composer appears
  useEffect(() => {
    const draft = readDraft(draftKey)
    if (draft && value === '') onChange(draft)
  }, [draftKey])
  const change = (text: string) => {
    onChange(text)
    keepDraft(draftKey, text)
  }
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = value === '' ? '' : `${Math.min(area.scrollHeight, 280)}px`
  }, [value])

  const send = async () => {
    const text = value.trim()
    if (text === '' || running || busy) return
    if (!choice.model) {
      setEarly(choice.loading)
      return
    }
    change('')
    if (!(await onSend(text))) change(text)
  }
  // Enter was pressed before the models were loaded. The message is sent as soon as a model is there.
  const [early, setEarly] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the model is there
  useEffect(() => {
    if (!early || choice.loading) return
    setEarly(false)
    void send()
  }, [early, choice.loading])
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && running) onStop?.()
    // Enter in an input method chooses a word; Safari reports 229 for it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    void send()
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        if (running) onStop?.()
        else void send()
      }}
    >
      <textarea
        ref={field}
        rows={2}
        value={value}
        aria-label={t('message')}
        placeholder={t('placeholder')}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKey}
        // biome-ignore lint/a11y/noAutofocus: writing is what this page is for
        autoFocus={autoFocus}
      />
      <div className="composer-foot">
        <span className="composer-hint">{t('keys')}</span>
        <ModelSwitcher choice={choice} />
        {running ? (
          <button type="submit" className="composer-send" data-stop aria-label={t('stop')} title={t('stop')}>
            <Square aria-hidden fill="currentColor" />
          </button>
        ) : (
          <button
            type="submit"
            className="composer-send"
            aria-label={t('send')}
            title={t('send')}
            disabled={value.trim() === '' || !(choice.model || choice.loading) || busy}
          >
            <ArrowUp aria-hidden />
          </button>
        )}
      </div>
    </form>
  )
}
