'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import type { MessageFacts } from '@/lib/conversations/schema'

/** Facts about an answer: model, tokens, charge, time to the first token, speed. Unknown ones are left out. */
export function AnswerFacts({ facts }: { facts: MessageFacts }) {
  const t = useTranslations('chat')
  const format = useFormatter()
  const { inputTokens, outputTokens, ttftMs, durationMs } = facts
  const total = inputTokens !== null && outputTokens !== null ? inputTokens + outputTokens : null
  const writing = ttftMs !== null && durationMs !== null ? durationMs - ttftMs : 0
  const speed = outputTokens !== null && writing > 0 ? Math.round((outputTokens * 1000) / writing) : null
  return (
    <ul data-slot="chat-facts" className="ml-auto flex flex-wrap gap-x-3.5 text-[12px] text-ink-2 phone:-order-1 phone:ml-0 phone:w-full">
      {facts.model && <li className="text-ink">{facts.model}</li>}
      {total !== null && (
        <li title={t('tokensSplit', { input: format.number(inputTokens ?? 0), output: format.number(outputTokens ?? 0) })}>
          {t('tokens', { count: format.number(total) })}
        </li>
      )}
      {facts.charge !== null && (
        <li>
          <Money value={facts.charge} />
        </li>
      )}
      {ttftMs !== null && <li>{t('firstToken', { seconds: format.number(ttftMs / 1000, { maximumFractionDigits: 2 }) })}</li>}
      {speed !== null && <li>{t('speed', { speed: format.number(speed) })}</li>}
    </ul>
  )
}
