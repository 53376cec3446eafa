'use client'
import { useFormatter, useLocale, useNow, useTimeZone, useTranslations } from 'next-intl'
import { clock, exactTime, isoDay } from './format-time'

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
  const locale = useLocale()
  const zone = useTimeZone()
  const now = useNow({ updateInterval: 30_000 })
  if (!value) return <>–</>
  const date = new Date(value)
  const shown = {
    relative: () => (Math.abs(now.getTime() - date.getTime()) < 45_000 ? t('justNow') : format.relativeTime(date, now)),
    clock: () => `${isoDay(date, zone).slice(5)} ${clock(date, zone)}`,
    day: () => isoDay(date, zone),
  }[look]()
  return (
    <time className={className} dateTime={date.toISOString()} title={exactTime(date, zone, locale)}>
      {shown}
    </time>
  )
}
