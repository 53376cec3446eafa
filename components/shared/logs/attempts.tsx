'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { Tag } from '@/components/ui/tag'
import type { RecordDetail } from '@/lib/usage/schema'
import { useReasonWords } from './reason-words'

export function Attempts({ attempts }: { attempts: RecordDetail['attempts'] }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const nameOf = (upstream: string) => (/^line \d+$/.test(upstream) ? t('line_n', { n: upstream.slice(5) }) : upstream)
  const reasonWords = useReasonWords()
  return (
    <section>
      <h3>
        {t('attempts')}
        <span className="ml-auto">{attempts.length > 1 && t('failedFree')}</span>
      </h3>
      <ol className="attempts">
        {attempts.map((attempt, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts are a fixed history; their place is their name
          <li key={index} data-served={attempt.reason === null}>
            <div className="min-w-0">
              <b>{nameOf(attempt.upstream)}</b>
              <small>
                {attempt.reason !== null && `${reasonWords(attempt.reason)} · `}
                {t('took', { seconds: format.number(attempt.ms / 1000, { maximumFractionDigits: 2 }) })}
              </small>
            </div>
            <Tag tone={attempt.reason === null ? 'ok' : 'bad'}>{attempt.status ?? t('noAnswer')}</Tag>
          </li>
        ))}
      </ol>
    </section>
  )
}
