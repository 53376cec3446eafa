'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type State, StatusDot } from '@/components/ui/status-dot'
import { Time } from '@/components/ui/time'
import type { RequestKind } from '@/lib/ledger/names'
import type { MoneyRequest } from '@/lib/ledger/request-schema'

interface Props {
  kind: RequestKind
  request: MoneyRequest
  /** who decided, where the reader may know */
  decidedBy?: string | null
}

/** What happened to a request, and what comes next. */
export function RequestTimeline({ kind, request, decidedBy }: Props) {
  const t = useTranslations('requests')
  const { state, createdAt, decidedAt, paidAt, reason } = request
  const isPayout = kind === 'withdrawal'
  const decided = state === 'paid' ? 'approved' : state
  const word = decided === 'approved' && !isPayout ? t('states.credited') : t(`states.${decided}`)
  return (
    <ol className="grid gap-3">
      <Step state="on" title={t('submitted')} time={createdAt} />
      {decidedAt === null ? (
        <Step state="off" title={t(state === 'unpaid' ? 'steps.pay' : 'steps.decide')} />
      ) : (
        <Step state={state === 'rejected' ? 'bad' : state === 'cancelled' ? 'off' : 'on'} title={word} time={decidedAt} by={decidedBy}>
          {reason}
        </Step>
      )}
      {isPayout && (state === 'approved' || state === 'pending') && <Step state="off" title={t('steps.payout')} />}
      {paidAt !== null && (
        <Step state="on" title={t('states.paid')} time={paidAt}>
          {request.payment}
        </Step>
      )}
    </ol>
  )
}

function Step({
  state,
  title,
  time,
  by,
  children,
}: {
  state: State
  title: string
  time?: string
  by?: string | null
  children?: ReactNode
}) {
  return (
    <li className="grid gap-0.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <StatusDot state={state}>{title}</StatusDot>
        <span className="text-[12.5px] text-ink-2">
          {by && `${by} · `}
          {time && <Time value={time} look="clock" />}
        </span>
      </div>
      {children && <p className="wrap-anywhere pl-4 text-ink-2">{children}</p>}
    </li>
  )
}
