'use client'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useReasonWords } from '@/components/shared/logs/reason-words'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { TargetHealth } from '@/lib/gateway/schema'

const latest = (errors: TargetHealth['lastErrors']): string => errors[0]?.time ?? ''

interface Props {
  targets: readonly TargetHealth[]
  nameOf: (target: TargetHealth) => string
}

/** Shows the last errors of each target in the upstream's own words; the latest come first. */
export function LastErrors({ targets, nameOf }: Props) {
  const t = useTranslations('adminUpstreams')
  const failing = targets
    .filter(({ lastErrors }) => lastErrors.length > 0)
    .sort((a, b) => latest(b.lastErrors).localeCompare(latest(a.lastErrors)))
  return (
    <section>
      <h3>
        <span>
          <b className="font-semibold text-ink">{t('errors')}</b> {t(failing.length === 0 ? 'errorsNone' : 'errorsMeans')}
        </span>
      </h3>
      {failing.length > 0 && (
        <div className="folds">
          {failing.map((target) => (
            <ErrorsOfTarget key={target.target} target={target} name={nameOf(target)} />
          ))}
        </div>
      )}
    </section>
  )
}

function ErrorsOfTarget({ target: { upstreamModel, lastErrors }, name }: { target: TargetHealth; name: string }) {
  const t = useTranslations('adminUpstreams')
  const reasonWords = useReasonWords()
  return (
    <details>
      <summary>
        <ChevronRight aria-hidden />
        <span className="min-w-0 flex-1">
          <b className="block truncate">{name}</b>
          {upstreamModel !== name && <small className="block truncate font-mono">{upstreamModel}</small>}
        </span>
        <span className="text-right">
          <b className="block">{t('errorCount', { count: lastErrors.length })}</b>
          <small className="block">
            <Time value={latest(lastErrors)} />
          </small>
        </span>
      </summary>
      <ol>
        {lastErrors.map(({ time, status, reason, words, callId }, index) => (
          <li key={`${time} ${callId ?? index}`}>
            <p className="flex items-center gap-2">
              <Tag tone="bad">{status ?? t('noAnswer')}</Tag>
              <span className="min-w-0 flex-1">{reasonWords(reason)}</span>
              <Time value={time} look="clock" className="text-[12.5px] text-ink-2" />
            </p>
            {words === null ? <p className="hint">{t('noWords')}</p> : <pre dir="auto">{words}</pre>}
            {callId !== null && (
              <small className="leading-6">
                <Link href={`/admin/logs?id=${callId}&call=${callId}`}>
                  <code>{callId}</code>
                </Link>
              </small>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
