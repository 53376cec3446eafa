import type { State } from '@/components/ui/status-dot'
import type { ApplicationState } from '@/lib/applications/names'

export const stateDots: Record<ApplicationState, State> = {
  draft: 'off',
  submitted: 'warn',
  changes_asked: 'warn',
  approved: 'on',
  rejected: 'bad',
  withdrawn: 'off',
  expired: 'off',
  revoked: 'bad',
  replaced: 'off',
}

/** The steps of an application in their order, and how many of them are behind it. */
export const applicationSteps = ['write', 'submit', 'review', 'ready'] as const
export const stepsDone = (state: ApplicationState): number =>
  state === 'draft' ? 0 : state === 'changes_asked' ? 1 : state === 'submitted' ? 2 : state === 'approved' ? 4 : 3

export const isWritable = (state: ApplicationState) => state === 'draft' || state === 'changes_asked'
export const isWithdrawable = (state: ApplicationState) => isWritable(state) || state === 'submitted'
/** It has come to an end without an allowance that lasts. */
export const isOver = (state: ApplicationState) => ['rejected', 'withdrawn', 'expired', 'revoked'].includes(state)
