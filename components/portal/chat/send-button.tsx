'use client'
import clsx from 'clsx'
import { ArrowUp, Square } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** Sends what is written, or stops the answer that is running. */
export function SendButton({ running, disabled }: { running: boolean; disabled: boolean }) {
  const t = useTranslations('chat')
  const name = running ? t('stop') : t('send')
  return (
    <button
      type="submit"
      aria-label={name}
      title={name}
      disabled={disabled && !running}
      className={clsx(
        'grid size-8 flex-none place-items-center rounded-full phone:size-10',
        running ? 'bg-ink text-bg' : 'bg-accent text-accent-ink disabled:bg-line disabled:text-ink-3',
      )}
    >
      {running ? <Square aria-hidden fill="currentColor" className="size-[11px]" /> : <ArrowUp aria-hidden className="size-4" />}
    </button>
  )
}
