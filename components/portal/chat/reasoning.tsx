'use client'
import clsx from 'clsx'
import { ChevronRight, Lightbulb } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

interface Props {
  text: string
  /** so far only reasoning has come */
  thinking: boolean
  ms: number | null
}

/** The reasoning is open while the model thinks and folded afterwards, unless the reader chose otherwise. */
export function Reasoning({ text, thinking, ms }: Props) {
  const t = useTranslations('chat')
  const [chosen, setChosen] = useState<boolean>()
  const open = chosen ?? thinking
  const label = thinking ? t('thinking') : ms === null ? t('thought') : t('thoughtFor', { seconds: Math.max(1, Math.round(ms / 1000)) })
  return (
    <div data-slot="chat-reasoning">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChosen(!open)}
        className="inline-flex min-h-7 items-center gap-1.5 rounded-sm text-[13px] text-ink-2"
      >
        <Lightbulb aria-hidden className="size-3.5" />
        {label}
        <ChevronRight aria-hidden className={clsx('size-3.5', open && 'rotate-90')} />
      </button>
      {open && (
        <div
          data-slot="chat-reasoning-text"
          className="wrap-anywhere mt-1.5 whitespace-pre-wrap border-line border-l-2 pl-3.5 text-[13px] text-ink-2"
        >
          {text}
        </div>
      )}
    </div>
  )
}
