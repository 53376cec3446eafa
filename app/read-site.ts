import 'server-only'
import type { Site } from '@/components/ui/site-context'
import { env } from '@/lib/env'
import { settings } from '@/lib/settings/settings'

/** The facts about this installation that every page may know. */
export function readSite(): Site {
  const { siteName, currency, quotaUnits, timeZone, passwordMinLength, registration } = settings()
  return { siteName, publicUrl: env().publicUrl, currency, quotaUnits, timeZone, passwordMinLength, registration }
}
