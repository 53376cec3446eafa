'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Time } from '@/components/ui/time'
import type { TargetHealth } from '@/lib/gateway/schema'
import { TargetMenu } from './target-menu'
import { TargetState } from './target-state'

interface Props {
  target: TargetHealth
  /** what tells it from its neighbours: the model in the list of an upstream, the upstream in that of a model */
  name: string
  title?: ReactNode
  locked: boolean
  /** false where a form beside it has the same switch */
  drains: boolean
}

/** How one target is doing, with what an operator can do about it. */
export function TargetRow({ target, name, title = name, locked, drains }: Props) {
  return (
    <li className="flex items-center gap-3 py-2 pr-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-3">
          <b className="truncate font-medium">{title}</b>
          <TargetState target={target} />
        </p>
        <LastHour target={target} />
      </div>
      <TargetMenu target={target} name={name} locked={locked} drains={drains} />
    </li>
  )
}

function LastHour({ target: { upstreamModel, model, lastHour, lastSuccess } }: { target: TargetHealth }) {
  const t = useTranslations('adminUpstreams')
  const format = useFormatter()
  const { served, failed, medianMs } = lastHour
  const count = served + failed
  return (
    <small className="block text-[12px] text-ink-2 leading-4.5">
      {upstreamModel !== model && <span className="block truncate font-mono">{upstreamModel}</span>}
      {count === 0
        ? t('noAttempts')
        : t('servedShare', { count, share: format.number(served / count, { style: 'percent', maximumFractionDigits: 1 }) })}
      {medianMs !== null && ` · p50 ${format.number(medianMs)} ms`}
      {lastSuccess !== null && (
        <>
          {' · '}
          <span className="whitespace-nowrap">
            {t('lastSuccess')} <Time value={lastSuccess} />
          </span>
        </>
      )}
    </small>
  )
}

/** The frame of a list of such rows. */
export const TargetRows = ({ children }: { children: ReactNode }) => (
  <ul className="divide-y divide-line rounded-md border border-line text-[13px]">{children}</ul>
)
