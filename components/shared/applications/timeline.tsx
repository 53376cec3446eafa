'use client'
import { useTranslations } from 'next-intl'
import { Time } from '@/components/ui/time'
import type { ApplicationEvent } from '@/lib/applications/schema'

/** What happened to an application and what was said about it, from the beginning. */
export function Timeline({ events }: { events: readonly ApplicationEvent[] }) {
  const t = useTranslations('applications')
  return (
    <ol className="grid gap-1.5 text-[13px]/5.5">
      {events.map(({ id, time, kind, text, from, username }) => (
        <li key={id} className="grid grid-cols-[92px_minmax(0,1fr)] gap-3">
          <span className="text-ink-2 tabular-nums">
            <Time value={time} look="clock" />
          </span>
          <span className="wrap-anywhere whitespace-pre-line">
            {kind === 'comment' ? null : <b className="font-medium">{t(`events.${kind}`)}</b>}
            {from !== 'system' && (
              <span className="text-ink-2">
                {kind !== 'comment' && ' · '}
                {username ?? t(`from.${from}`)}
              </span>
            )}
            {text && <span className="block">{text}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
