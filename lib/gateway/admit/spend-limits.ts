import 'server-only'
import { fail } from '@/lib/errors'
import { periodsOpen } from '@/lib/ledger/wallet/open-periods'
import { type SpendLimit, spendLimitsOf } from '@/lib/limits/spend'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import type { Caller } from '../call/caller'

/** The spend limits that a call is held against, and their rows. */
export interface SpendLimits {
  /** Those of days and months, and of users and groups. The one in all that every key has is not among them. */
  limits: SpendLimit[]
  ids: string[]
}

/** The limits of this moment. A call counts in the day and the month in which it was admitted, also when it ends in the next. */
export function spendLimits({ user, key, group }: Caller): SpendLimits {
  const limits = spendLimitsOf({ user, key, group })
  return { limits, ids: [...(key ? [key.limitId] : []), ...limits.map(({ id }) => id)] }
}

/** Makes the rows that are not there yet; undefined when all are. */
export function limitsOpened({ user, key, group }: Caller, { limits }: SpendLimits): Promise<void> | undefined {
  return periodsOpen({ userId: user.id, keyId: key?.id ?? null, group: group.name }, limits)?.catch((cause: unknown) => {
    throw fail('unavailable', { retryAfter: 2, cause })
  })
}

const whose = { key: 'of this API key', user: 'of your account', group: 'of your group' }
const per = { day: ' a day', month: ' a month', total: '' }
const members = { day: 'spendLimitPerDay', month: 'spendLimitPerMonth', total: 'spendLimit' } as const

const inTotal = { kind: 'key', period: 'total', ceilingNanos: null, renewsAt: null } as const

/** Says which limit it is and when it renews, in words and in the members of an error. */
export function tellLimit({ limits }: SpendLimits, id: string | undefined) {
  const { currency, timeZone } = settings()
  const { kind, period, ceilingNanos, renewsAt } = limits.find((limit) => limit.id === id) ?? inTotal
  const amount = ceilingNanos === null ? '' : ` of ${formatNanos(ceilingNanos)} ${currency}${per[period]}`
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const renews = renewsAt === null ? 'It does not renew' : `It renews at ${local.format(renewsAt)} (${timeZone})`
  return {
    name: `the spend limit${amount} ${whose[kind]}`,
    remedy: kind === 'key' ? `${renews}; raise it on the keys page.` : `${renews}; an operator can raise it.`,
    more: {
      reason: `${kind}_limit_reached`,
      level: kind,
      limit: members[period],
      ...(renewsAt !== null && { renewsAt: new Date(renewsAt).toISOString() }),
    },
  }
}
