import 'server-only'
import { addressIn, clientAddress } from '@/lib/client-address'
import { env } from '@/lib/env'
import { settings } from '@/lib/settings/settings'
import type { Call } from './call'

/** The caller's own address, seen through trusted proxies only. */
export const addressOf = (call: Call): string | undefined => {
  const forwarded = call.headers['x-forwarded-for']
  return clientAddress(call.peer, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, env().TRUSTED_PROXIES)
}

/** Whether the gateway is open to this address: everywhere, unless the operators keep it to their campus networks. */
export function onCampus(address: string | undefined): boolean {
  const { campusNetworks, campusOnly } = settings()
  return campusNetworks.length === 0 || !campusOnly.includes('gateway') || addressIn(address, campusNetworks)
}
