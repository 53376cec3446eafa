import { log } from './log'
import { once } from './once'

const mostKept = 20
const seen = () => once('unnamed-proxies', () => new Set<string>())

/**
 * Remembers an address that looks like a proxy's which TRUSTED_PROXIES does not name, and tells the operator once. All who come
 * through it share its address, so that what counts by address counts them as one.
 */
export function noteUnnamedProxy(address: string): void {
  const addresses = seen()
  if (addresses.has(address) || addresses.size >= mostKept) return
  if (addresses.size === 0)
    log('warn', 'requests come through a proxy that TRUSTED_PROXIES does not name: all of its users count as one address', { address })
  addresses.add(address)
}

export const isUnnamedProxy = (address: string | undefined): boolean => address !== undefined && seen().has(address)

/** Those that this process has seen. */
export const unnamedProxies = (): string[] => [...seen()]
