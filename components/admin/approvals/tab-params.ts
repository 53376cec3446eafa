import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { queueParams } from './queue-params'

export const approvalTabs = ['applications', 'recharges', 'withdrawals'] as const

/** What the address of the approvals may say. */
export const tabParams = {
  ...queueParams,
  tab: parseAsStringLiteral(approvalTabs).withDefault('applications'),
  open: parseAsString,
  sort: parseAsString,
}
