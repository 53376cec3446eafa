'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { FieldError } from '@/components/ui/field-error'
import { longestContent } from '@/lib/tickets/names'
import { AttachButton } from './attach-button'
import { MessageField } from './message-field'
import { UploadList } from './upload-list'
import { useDraft } from './use-draft'
import { useUploads } from './use-uploads'

export interface Written {
  content: string
  attachments: string[]
}
interface Props {
  /** under which an unsent text is kept */
  draft: string
  label: string
  placeholder?: string
  field?: RefObject<HTMLTextAreaElement | null>
  /** before the buttons, such as ready answers; `insert` puts a text into the field */
  tools?: (insert: (text: string) => void) => ReactNode
  /** the buttons that send */
  actions: (facts: { busy: boolean; empty: boolean; send: () => void }) => ReactNode
  onSend(written: Written): Promise<unknown>
}

/** A message that is being written: text, files, what went wrong. What was not sent stays. */
export function Compose({ draft, label, placeholder, field, tools, actions, onSend }: Props) {
  const t = useTranslations('tickets')
  const errorText = useErrorText()
  const [text, change] = useDraft(draft)
  const files = useUploads()
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()
  // A ref changes at once; a second press may come before the state has changed.
  const busy = useRef(false)
  const content = text.trim()
  const send = async () => {
    if (content === '' || busy.current || files.busy) return
    busy.current = true
    setSending(true)
    setProblem(undefined)
    try {
      await onSend({ content, attachments: files.ids })
      change('')
      files.clear()
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      busy.current = false
      setSending(false)
    }
  }
  return (
    <form
      className="grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <MessageField
        ref={field}
        aria-label={label}
        placeholder={placeholder}
        maxLength={longestContent}
        value={text}
        onChange={change}
        onSend={() => void send()}
        onFiles={files.add}
      />
      <UploadList uploads={files.uploads} onRemove={files.remove} />
      {problem !== undefined && <FieldError role="alert">{problem}</FieldError>}
      <div className="flex flex-wrap items-center gap-2">
        <AttachButton onFiles={files.add} />
        {tools?.((more) => change(text === '' ? more : `${text.trimEnd()}\n\n${more}`))}
        <span className="text-[12px] text-ink-2 phone:hidden">{t('keys')}</span>
        <span className="ml-auto flex flex-wrap gap-2">
          {actions({ busy: sending || files.busy, empty: content === '', send: () => void send() })}
        </span>
      </div>
    </form>
  )
}
