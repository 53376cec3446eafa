'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Named } from '@/components/admin/fields/named'
import { useReasonWords } from '@/components/shared/logs/reason-words'
import { Fold, Folds } from '@/components/ui/disclosure'
import { Hint } from '@/components/ui/hint'
import { SheetSection } from '@/components/ui/sheet'
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
    <SheetSection title={<Named name={t('errors')}>{t(failing.length === 0 ? 'errorsNone' : 'errorsMeans')}</Named>}>
      {failing.length > 0 && (
        <Folds>
          {failing.map((target) => (
            <Fold key={target.target} summary={<Summary target={target} name={nameOf(target)} />}>
              <ol className="max-h-120 divide-y divide-line divide-dashed overflow-auto">
                {target.lastErrors.map((error, index) => (
                  <ErrorLine key={`${error.time} ${error.callId ?? index}`} error={error} />
                ))}
              </ol>
            </Fold>
          ))}
        </Folds>
      )}
    </SheetSection>
  )
}

function Summary({ target: { upstreamModel, lastErrors }, name }: { target: TargetHealth; name: string }) {
  const t = useTranslations('adminUpstreams')
  return (
    <>
      <span className="min-w-0 flex-1">
        <b className="block truncate font-medium">{name}</b>
        {upstreamModel !== name && <small className="block truncate font-mono text-[12px] text-ink-2">{upstreamModel}</small>}
      </span>
      <span className="text-right">
        <b className="block font-medium">{t('errorCount', { count: lastErrors.length })}</b>
        <small className="block text-[12px] text-ink-2">
          <Time value={latest(lastErrors)} />
        </small>
      </span>
    </>
  )
}

function ErrorLine({ error: { time, status, reason, words, callId } }: { error: TargetHealth['lastErrors'][number] }) {
  const t = useTranslations('adminUpstreams')
  const reasonWords = useReasonWords()
  return (
    <li className="grid gap-1.5 px-3 py-2.5 text-[13px]">
      <p className="flex items-center gap-2">
        <Tag tone="bad">{status ?? t('noAnswer')}</Tag>
        <span className="min-w-0 flex-1">{reasonWords(reason)}</span>
        <Time value={time} look="clock" className="text-[12.5px] text-ink-2" />
      </p>
      {words === null ? (
        <Hint>{t('noWords')}</Hint>
      ) : (
        <pre dir="auto" className="wrap-anywhere whitespace-pre-wrap rounded-md bg-sunken px-2.5 py-2 text-[12px]/4.5">
          {words}
        </pre>
      )}
      {callId !== null && (
        <small className="leading-6">
          <Link href={`/admin/logs?id=${callId}&call=${callId}`}>
            <code>{callId}</code>
          </Link>
        </small>
      )}
    </li>
  )
}
