import 'server-only'
import type { Site } from '@/components/layout/site-context'
import { env } from '@/lib/env'
import { settings } from '@/lib/settings/settings'

/** What pages may know about this installation. */
export function readSite(): Site {
  const { siteName, currency, quotaUnits, timeZone, passwordMinLength, registration } = settings()
  return { siteName, publicUrl: env().publicUrl, currency, quotaUnits, timeZone, passwordMinLength, registration }
}
