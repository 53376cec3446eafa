'use client'
import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, use, useCallback, useState } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { Input } from './input'

export interface ConfirmQuestion {
  title: ReactNode
  /** what will happen, one line each */
  consequences?: ReactNode[]
  /** word on the button, such as "Delete key" */
  action: string
  /** has to be typed first */
  typed?: string
  danger?: boolean
}

const Context = createContext<(question: ConfirmQuestion) => Promise<boolean>>(() => Promise.resolve(false))

/** `if (await confirm({ title, consequences, action })) …` */
export const useConfirm = () => use(Context)

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<{ question: ConfirmQuestion; answer: (yes: boolean) => void }>()
  const [open, setOpen] = useState(false)
  const ask = useCallback(
    (question: ConfirmQuestion) =>
      new Promise<boolean>((answer) => {
        setAsked({ question, answer })
        setOpen(true)
      }),
    [],
  )
  const close = (yes: boolean) => {
    setOpen(false)
    asked?.answer(yes)
  }
  return (
    <Context value={ask}>
      {children}
      {asked && <ConfirmDialog key={String(asked.question.title)} open={open} question={asked.question} onAnswer={close} />}
    </Context>
  )
}

interface DialogProps {
  open: boolean
  question: ConfirmQuestion
  onAnswer: (yes: boolean) => void
}

function ConfirmDialog({ open, question, onAnswer }: DialogProps) {
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
          <Button variant={question.danger === false ? 'primary' : 'danger'} disabled={!ready} onClick={() => answer(true)}>
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
