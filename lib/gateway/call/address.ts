import 'server-only'
import { clientAddress } from '@/lib/client-address'
import { env } from '@/lib/env'
import type { Call } from './call'

/** The caller's own address, seen through trusted proxies only. */
export const callerAddress = (call: Call): string | undefined => {
  const forwarded = call.headers['x-forwarded-for']
  return clientAddress(call.peer, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, env().TRUSTED_PROXIES)
}
