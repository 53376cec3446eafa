'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { AnswerFault } from './answer-fault'
import { refusedTurnOf } from './refusal'

/** A turn that did not begin. The words of a refused turn are back in the composer; any other can be tried again here. */
export function FailedTurn({ error, onRetry }: { error: Error; onRetry(): void }) {
  const t = useTranslations('chat')
  const refusal = refusedTurnOf(error)
  return (
    <AnswerFault>
      <span>
        {refusal ? [refusal.message, ...Object.values(refusal.fields ?? {})].join(' ') : t('error.network')}
        {refusal?.requestId && <code className="ml-2">{refusal.requestId}</code>}
      </span>
      {!refusal && (
        <Button size="s" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </AnswerFault>
  )
}
