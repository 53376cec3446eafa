import 'server-only'
import { env } from '@/lib/env'
import { settings } from '@/lib/settings/settings'
import type { Site } from './site-context'

/** What pages may know about this installation. */
export function readSite(): Site {
  const { currency, quotaUnits, timeZone, passwordMinLength, registration } = settings()
  return { publicUrl: env().publicUrl, currency, quotaUnits, timeZone, passwordMinLength, registration }
}
