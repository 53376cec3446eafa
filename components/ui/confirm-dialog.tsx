'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from './button'
import type { ConfirmQuestion } from './confirm'
import { Dialog } from './dialog'
import { Input } from './input'

interface Props {
  open: boolean
  question: ConfirmQuestion
  onAnswer: (yes: boolean) => void
}

/** What `useConfirm` asks. Its code is loaded with the first question. */
export function ConfirmDialog({ open, question, onAnswer }: Props) {
  const t = useTranslations('common')
  const [typed, setTyped] = useState('')
  const ready = question.typed === undefined || typed.trim() === question.typed
  const answer = (yes: boolean) => {
    setTyped('')
    onAnswer(yes)
  }
  return (
    <Dialog
      size="s"
      open={open}
      onOpenChange={(next) => next || answer(false)}
      title={question.title}
      footer={
        <>
          <Button onClick={() => answer(false)}>{t('cancel')}</Button>
          <Button variant="danger" disabled={!ready} onClick={() => answer(true)}>
            {question.action}
          </Button>
        </>
      }
    >
      <ul className="grid list-['—__'] gap-1 pl-5 marker:text-ink-3">
        {question.consequences?.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change order
          <li key={index}>{line}</li>
        ))}
      </ul>
      {question.typed !== undefined && (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is the input inside
        <label className="mt-4 grid gap-1.5">
          <span className="font-medium text-[13px]/5">{t('typeToConfirm', { name: question.typed })}</span>
          <Input
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && ready && answer(true)}
          />
        </label>
      )}
    </Dialog>
  )
}
