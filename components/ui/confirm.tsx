'use client'
import dynamic from 'next/dynamic'
import { createContext, type ReactNode, use, useCallback, useState } from 'react'

const ConfirmDialog = dynamic(() => import('./confirm-dialog').then((parts) => parts.ConfirmDialog))

export interface ConfirmQuestion {
  title: ReactNode
  /** what will happen, one line each */
  consequences?: ReactNode[]
  /** word on the button, such as "Delete key" */
  action: string
  /** has to be typed first */
  typed?: string
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
