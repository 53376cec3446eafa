import 'server-only'
import { addressIn } from '@/lib/addresses/client-address'
import { isPublicHost } from '@/lib/addresses/public-address'
import { settings } from '@/lib/settings/settings'

/** Addresses of our own network that operators let users' webhooks reach. */
export const isAllowedBesides = (address: string): boolean => addressIn(address, settings().webhookNetworks)

/** Whether notices may be sent to this address, as far as its text tells: https, or http where operators allow the network. */
export function mayBeCalled(text: string): boolean {
  const url = URL.parse(text)
  if (!url || url.username || url.password || !isPublicHost(url.hostname, isAllowedBesides)) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isAllowedBesides(url.hostname.replace(/^\[|\]$/g, '')))
}
