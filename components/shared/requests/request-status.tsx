'use client'
import { useTranslations } from 'next-intl'
import { type State, StatusDot } from '@/components/ui/status-dot'
import type { RequestKind, RequestState } from '@/lib/ledger/names'

const looks: Record<RequestState, State> = {
  pending: 'warn',
  unpaid: 'warn',
  approved: 'on',
  paid: 'on',
  rejected: 'bad',
  cancelled: 'off',
}

/** The state of a recharge or a withdrawal. An approved recharge has arrived; an approved withdrawal has not been sent yet. */
export function RequestStatus({ kind, state }: { kind: RequestKind; state: RequestState }) {
  const t = useTranslations('requests')
  return (
    <StatusDot state={looks[state]}>{t(state === 'approved' && kind === 'recharge' ? 'states.credited' : `states.${state}`)}</StatusDot>
  )
}
