'use client'
import { useTranslations } from 'next-intl'

const shownNames = 3

/** The names that a call may send, the id first. */
export function CallNames({ id, aliases }: { id: string; aliases: readonly string[] }) {
  const t = useTranslations('models')
  const more = aliases.slice(shownNames - 1)
  return (
    <span className="flex min-w-0 flex-col items-start">
      {[id, ...aliases.slice(0, shownNames - 1)].map((name) => (
        <code
          key={name}
          title={name}
          className="max-w-52.5 truncate text-[12.5px] phone:max-w-full phone:whitespace-normal phone:break-all"
        >
          {name}
        </code>
      ))}
      {more.length > 0 && (
        <span className="text-[12px] text-ink-2" title={more.join(' ')}>
          {t('moreNames', { count: more.length })}
        </span>
      )}
    </span>
  )
}
