import 'server-only'
import { env } from '@/lib/env'
import type { Site } from './site-context'

/** What pages may know about this installation. */
export function readSite(): Site {
  return {
    publicUrl: env().publicUrl,
    currency: 'CNY',
    quotaUnits: 500_000,
    timeZone: 'Asia/Shanghai',
    passwordMinLength: 8,
    registration: 'open',
  }
}
