'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { Mark } from '@/components/shared/steps'
import { SheetSection } from '@/components/ui/sheet'
import { Tag } from '@/components/ui/tag'
import type { RecordDetail } from '@/lib/usage/schema'
import { useReasonWords } from './reason-words'

export function Attempts({ attempts }: { attempts: RecordDetail['attempts'] }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const nameOf = (upstream: string) => (/^line \d+$/.test(upstream) ? t('line_n', { n: upstream.slice(5) }) : upstream)
  const reasonWords = useReasonWords()
  return (
    <SheetSection
      title={
        <>
          {t('attempts')}
          {attempts.length > 1 && <span className="ml-auto">{t('failedFree')}</span>}
        </>
      }
    >
      <ol className="grid gap-2.5">
        {attempts.map((attempt, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts are a fixed history; their place is their name
          <li key={index} className="flex items-start gap-2.5">
            <Mark look={attempt.reason === null ? 'done' : 'quiet'}>{index + 1}</Mark>
            <div className="min-w-0">
              <b className="block font-medium">{nameOf(attempt.upstream)}</b>
              <small className="text-[12.5px] text-ink-2">
                {attempt.reason !== null && `${reasonWords(attempt.reason)} · `}
                {t('took', { seconds: format.number(attempt.ms / 1000, { maximumFractionDigits: 2 }) })}
              </small>
            </div>
            <div className="ml-auto flex-none">
              <Tag tone={attempt.reason === null ? 'ok' : 'bad'}>{attempt.status ?? t('noAnswer')}</Tag>
            </div>
          </li>
        ))}
      </ol>
    </SheetSection>
  )
}
