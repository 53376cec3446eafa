import 'server-only'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'

/** An amount as notices and mails say it: 12.50 CNY. */
export const saidMoney = (nanos: bigint): string => `${formatNanos(nanos, 2)} ${settings().currency}`

/** The day of a moment, in the time zone of the installation: 2027-01-31. */
export const saidDay = (moment: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: settings().timeZone }).format(moment)
