import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { refusedHost } from './refused-host'

/** Addresses besides the public ones that may be called. */
type Also = (address: string) => boolean
const none: Also = () => false

/** An address that anybody on the Internet may call. Our own network is none of a caller's business, however its names are written. */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast' && refusedHost(address) === undefined

/** For connections to addresses that users name. What a name resolves to is looked at when the connection is made, so that it cannot
 * resolve to something else afterwards. */
export const publicLookup =
  (also: Also = none): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? []
      if (error || !first) return done(error ?? new Error(`${host} has no address`), '', 0)
      if (!addresses.every(({ address }) => isPublicAddress(address) || also(address)))
        return done(new Error(`${host} is not public`), '', 0)
      if (options.all) (done as unknown as (error: null, addresses: LookupAddress[]) => void)(null, addresses)
      else done(null, first.address, first.family)
    })
  }

/** Whether an address of the web may be called as far as its text tells. A connection to a number asks no name server. */
export function isPublicHost(hostname: string, also: Also = none): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (refusedHost(host)) return false
  return !ipaddr.isValid(host) || isPublicAddress(host) || also(host)
}
