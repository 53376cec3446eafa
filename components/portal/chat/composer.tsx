'use client'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import { keepDraft, readDraft } from './drafts'
import { ModelSwitcher } from './models/model-switcher'
import type { ModelChoice } from './models/use-model-choice'
import { SendButton } from './send-button'

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

export function Composer(props: Props) {
  const { value, onStop, running, busy, choice, autoFocus } = props
  const t = useTranslations('chat')
  const field = useRef<HTMLTextAreaElement>(null)
  const { change, send } = useSending(props)
  useHeightOf(field, value)
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && running) onStop?.()
    // Enter in an input method chooses a word; Safari reports 229 for it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    void send()
  }
  const write = (event: ChangeEvent<HTMLTextAreaElement>) => change(event.target.value)
  const typed = useTypedBefore({ value, onChange: write }, field)
  return (
    <form
      className="rounded-lg border border-field bg-surface focus-within:border-accent focus-within:shadow-focus"
      onSubmit={(event) => {
        event.preventDefault()
        if (running) onStop?.()
        else void send()
      }}
    >
      <textarea
        ref={typed}
        rows={2}
        value={value}
        aria-label={t('message')}
        placeholder={t('placeholder')}
        // On a small screen a long draft leaves room for the button that sends it.
        className="block max-h-[min(280px,30dvh)] min-h-15 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 leading-5.5 outline-0 focus-visible:shadow-none phone:text-[16px]"
        onChange={write}
        onKeyDown={onKey}
        // biome-ignore lint/a11y/noAutofocus: writing is what this page is for
        autoFocus={autoFocus}
      />
      <div className="flex items-center gap-2 pt-1 pr-2 pb-2 pl-3.5">
        <span className="mr-auto text-[12px] text-ink-2 phone:hidden">{t('keys')}</span>
        <ModelSwitcher choice={choice} />
        <SendButton running={running} disabled={value.trim() === '' || !(choice.model || choice.loading) || busy === true} />
      </div>
    </form>
  )
}

/** Keeps the draft and sends it; what was not sent comes back. */
function useSending({ draftKey, value, onChange, onSend, running, busy, choice }: Props) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is read once, when the composer appears
  useEffect(() => {
    const draft = readDraft(draftKey)
    if (draft && value === '') onChange(draft)
  }, [draftKey])
  const change = (text: string) => {
    onChange(text)
    keepDraft(draftKey, text)
  }
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
  return { change, send }
}

/** The field grows with its text. */
function useHeightOf(field: RefObject<HTMLTextAreaElement | null>, value: string): void {
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = value === '' ? '' : `${area.scrollHeight}px`
  }, [field, value])
}
