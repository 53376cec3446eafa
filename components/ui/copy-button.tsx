'use client'
import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from './button'
import { copyText } from './copy-text'
import { notify } from './toast'

interface Props {
  /** what is copied, or how to get it */
  text: string | (() => Promise<string>)
  /** accessible name; also the visible words when `children` is absent and `words` is set */
  label?: string
  words?: boolean
  variant?: 'default' | 'primary' | 'ghost'
  size?: 's' | 'm'
  children?: ReactNode
}

export function CopyButton({ text, label, words, variant = 'ghost', size = 's', children }: Props) {
  const t = useTranslations('common')
  const [done, setDone] = useState(false)
  const [busy, setBusy] = useState(false)
  const name = label ?? t('copy')
  async function copy() {
    setBusy(true)
    try {
      const copied = await copyText(typeof text === 'string' ? text : await text())
      if (!copied) return notify.fail(t('copyFailed'))
      setDone(true)
      setTimeout(() => setDone(false), 1500)
    } catch {
      // The function that gets the text has already told what went wrong.
    } finally {
      setBusy(false)
    }
  }
  const icon = done ? <Check aria-hidden /> : <Copy aria-hidden />
  const shown = children ?? (words ? (done ? t('copied') : name) : undefined)
  return (
    <Button
      variant={variant}
      size={shown === undefined ? 'icon' : size}
      icon={icon}
      busy={busy}
      onClick={() => void copy()}
      aria-label={shown === undefined ? (done ? t('copied') : name) : undefined}
      title={shown === undefined ? name : undefined}
    >
      {shown}
    </Button>
  )
}
