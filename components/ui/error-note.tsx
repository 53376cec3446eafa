'use client'
import { useTranslations } from 'next-intl'
import { Button } from './button'
import { useErrorText } from './error-text'
import { Note } from './note'

interface Props {
  error: unknown
  onRetry: () => void
  busy: boolean
}

/** One part of a page could not be loaded, and the rest of it works. */
export function ErrorNote({ error, onRetry, busy }: Props) {
  const t = useTranslations('common')
  const text = useErrorText()
  return (
    <Note
      tone="bad"
      actions={
        <Button size="s" busy={busy} onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    >
      {text(error)}
    </Note>
  )
}
