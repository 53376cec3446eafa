import 'server-only'
import { log } from '@/lib/log'
import { once } from '@/lib/once'

const mostKept = 20
const seen = () => once('unnamed-proxies', () => new Set<string>())

/**
 * Remembers an address that looks like that of a proxy which TRUSTED_PROXIES does not name, and tells the operator once. All users behind
 * it share its address, so that limits by address count them as one.
 */
export function noteUnnamedProxy(address: string): void {
  const addresses = seen()
  if (addresses.has(address) || addresses.size >= mostKept) return
  if (addresses.size === 0)
    log('warn', 'requests come through a proxy that TRUSTED_PROXIES does not name: all of its users count as one address', { address })
  addresses.add(address)
}

export const isUnnamedProxy = (address: string | undefined): boolean => address !== undefined && seen().has(address)

/** The addresses that this process has seen. */
export const unnamedProxies = (): string[] => [...seen()]
