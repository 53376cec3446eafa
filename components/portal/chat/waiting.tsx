'use client'
import { useTranslations } from 'next-intl'

export function WaitingDots() {
  return <p className="text-[12.5px] text-ink-2">{useTranslations('chat')('waiting')}</p>
}
