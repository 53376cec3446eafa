'use client'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Hint } from '@/components/ui/hint'
import type { NewKey } from '@/lib/keys/schema'

/** The secrets of some keys, each with a button that copies it, and one for all. */
export function Secrets({ keys }: { keys: NewKey[] }) {
  const t = useTranslations('keys')
  const several = keys.length > 1
  return (
    <div className="grid gap-1.5">
      {keys.map((key) => (
        <div
          key={key.id}
          data-slot="secret"
          className="flex items-center gap-2 rounded-md border border-accent bg-accent-soft py-1.5 pr-1.5 pl-3.5 phone:flex-col phone:items-stretch phone:p-3"
        >
          <code className="flex-1 break-all text-[13px]/5">{key.secret}</code>
          <CopyButton text={key.secret} variant={several ? 'default' : 'primary'} size="m" label={t('copySecret')} words />
        </div>
      ))}
      {several && (
        <span>
          <CopyButton
            text={keys.map((key) => key.secret).join('\n')}
            variant="primary"
            size="m"
            label={t('copyAll', { count: keys.length })}
            words
          />
        </span>
      )}
      <Hint>{t('keepSafe')}</Hint>
    </div>
  )
}
