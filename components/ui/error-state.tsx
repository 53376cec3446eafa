'use client'
import { RotateCw, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { isApiError } from '@/lib/queries/fetcher'
import { Button } from './button'
import { CopyButton } from './copy-button'
import { useErrorText } from './error-text'

interface Props {
  error: unknown
  onRetry?: () => void
  busy?: boolean
  title?: ReactNode
}

/** Says what failed, what to do next, and the request id to quote. */
export function ErrorState({ error, onRetry, busy, title }: Props) {
  const t = useTranslations('common')
  const text = useErrorText()
  const api = isApiError(error) ? error : undefined
  return (
    <div className="empty" role="alert">
      <TriangleAlert aria-hidden className="text-bad-text!" />
      <h2>{title ?? t('loadFailed')}</h2>
      <p>{text(error)}</p>
      <div className="acts">
        {onRetry && (
          <Button icon={<RotateCw aria-hidden />} onClick={onRetry} busy={busy}>
            {t('retry')}
          </Button>
        )}
        {api?.requestId && <CopyButton size="m" text={api.requestId} label={t('copyRequestId')} words />}
      </div>
      {api?.requestId && (
        <code className="mt-2 text-ink-2">
          {api.status} · {api.requestId}
        </code>
      )}
    </div>
  )
}
