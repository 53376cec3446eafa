'use client'
import { RotateCw, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { isApiError } from '@/lib/queries/fetcher'
import { Button } from './button'
import { CopyButton } from './copy-button'
import { Empty } from './empty'
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
    <Empty
      role="alert"
      icon={<TriangleAlert aria-hidden className="text-bad-text" />}
      title={title ?? t('loadFailed')}
      actions={
        <>
          {onRetry && (
            <Button icon={<RotateCw aria-hidden />} onClick={onRetry} busy={busy}>
              {t('retry')}
            </Button>
          )}
          {api?.requestId && <CopyButton size="m" text={api.requestId} label={t('copyRequestId')} words />}
        </>
      }
      foot={
        api?.requestId && (
          <code className="mt-2 text-ink-2">
            {api.status} · {api.requestId}
          </code>
        )
      }
    >
      {text(error)}
    </Empty>
  )
}
