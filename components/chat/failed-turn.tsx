'use client'
import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** The API's own sentence when the error holds one. */
function sentence(error: Error): { message?: string; requestId?: string } {
  try {
    return (JSON.parse(error.message) as { error?: { message?: string; requestId?: string } }).error ?? {}
  } catch {
    return {}
  }
}

/** A turn that never began; the question stays where it is. */
export function FailedTurn({ error, onRetry }: { error: Error; onRetry(): void }) {
  const t = useTranslations('chat')
  const { message, requestId } = sentence(error)
  return (
    <div className="chat-broken" role="alert">
      <CircleAlert aria-hidden />
      <span>
        {message ?? t('error.network')}
        {requestId && <code className="ml-2">{requestId}</code>}
      </span>
      <Button size="s" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  )
}
