'use client'
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
    <div className="chat-reasoning">
      <button type="button" aria-expanded={open} onClick={() => setChosen(!open)}>
        <Lightbulb aria-hidden />
        {label}
        <ChevronRight aria-hidden data-open={open} />
      </button>
      {open && <div className="chat-reasoning-text">{text}</div>}
    </div>
  )
}
