'use client'
import { useFormatter, useNow, useTranslations } from 'next-intl'

interface Props {
  value: string | Date | null | undefined
  /** `relative` (default): 2 minutes ago; `clock`: 11-22 20:07:41; `day`: 2026-11-22 */
  look?: 'relative' | 'clock' | 'day'
  className?: string
}

/** A moment with its absolute time and zone as the title; `–` when there is none. */
export function Time({ value, look = 'relative', className }: Props) {
  const t = useTranslations('common')
  const format = useFormatter()
  const now = useNow({ updateInterval: 30_000 })
  if (!value) return <>–</>
  const date = new Date(value)
  const exact = format.dateTime(date, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  const shown = {
    relative: () => (Math.abs(now.getTime() - date.getTime()) < 45_000 ? t('justNow') : format.relativeTime(date, now)),
    clock: () =>
      format.dateTime(date, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    day: () => format.dateTime(date, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  }[look]()
  return (
    <time className={className} dateTime={date.toISOString()} title={exact}>
      {shown}
    </time>
  )
}
