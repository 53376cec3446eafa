import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'
import { once } from '@/lib/once'

const ipv6Site = 64

/** Writes an address in one form: IPv4 inside IPv6 becomes IPv4, zones and brackets are removed. Undefined for text that is no address. */
export function normalAddress(text: string | undefined | null): string | undefined {
  const bare = text
    ?.trim()
    .replace(/^\[|\](:\d+)?$/g, '')
    .replace(/%.*$/, '')
  if (!bare) return undefined
  const withoutPort = /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.slice(0, bare.lastIndexOf(':')) : bare
  return ipaddr.isValid(withoutPort) ? ipaddr.process(withoutPort).toString() : undefined
}

/** Whether the address is one of, or inside one of, these addresses and CIDRs. Wrong entries match nothing. */
export function addressIn(address: string | undefined, ranges: readonly string[]): boolean {
  if (!address || ranges.length === 0 || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return ranges.some((range) => {
    try {
      const [base, bits] = ipaddr.parseCIDR(range.includes('/') ? range : `${range}/${ipaddr.parse(range).kind() === 'ipv4' ? 32 : 128}`)
      return base.kind() === parsed.kind() && parsed.match(base, bits)
    } catch {
      return false
    }
  })
}

type Told = [peer: string | undefined, forwardedFor: string | null | undefined, trusted: readonly string[]]

interface Followed {
  address: string | undefined
  /** X-Forwarded-For holds more addresses beyond the trusted proxies. */
  more: boolean
}

const knownAtOnce = 5000
/** Nobody fills the memory with headers of any length. */
const longestKnown = 200
const known = () => once('client-address.known', () => new WeakMap<readonly string[], LRUCache<string, Followed>>())

/** Remembers who is behind a peer and its header: callers come again with every call, and reading addresses takes up to 12 µs. */
function recall(...told: Told): Followed {
  const [peer = '', forwardedFor, trusted] = told
  const key = `${peer} ${forwardedFor ?? ''}`
  if (key.length > longestKnown) return follow(...told)
  let those = known().get(trusted)
  if (!those) {
    those = new LRUCache({ max: knownAtOnce })
    known().set(trusted, those)
  }
  let found = those.get(key)
  if (!found) {
    found = follow(...told)
    those.set(key, found)
  }
  return found
}

/** Follows X-Forwarded-For through trusted proxies. */
function follow(...[peer, forwardedFor, trusted]: Told): Followed {
  let address = normalAddress(peer)
  const hops = (forwardedFor ?? '').split(',').filter((hop) => hop.trim() !== '')
  while (hops.length > 0 && addressIn(address, trusted)) {
    const next = normalAddress(hops.pop())
    if (!next) break
    address = next
  }
  // Next writes the peer there where nobody has written anything.
  return { address, more: hops.some((hop) => normalAddress(hop) !== address) }
}

/**
 * The caller's address: the peer of the connection or, when that is a trusted proxy, the last address in X-Forwarded-For that is none. The
 * header of an untrusted peer is ignored.
 */
export const clientAddress = (...told: Told): string | undefined => recall(...told).address

const near = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])

/**
 * The caller's address where it looks like that of a proxy which TRUSTED_PROXIES does not name: it is private, and a header tells of more
 * behind it. Anybody that near can make it look so.
 */
export function unnamedProxy(...told: Told): string | undefined {
  const { address, more } = recall(...told)
  return more && address && near.has(ipaddr.process(address).range()) ? address : undefined
}

/** What limits per address count by. An IPv6 customer has a whole /64, so all of it is one. */
export function addressBucket(address: string | undefined): string {
  if (!address) return 'unknown'
  const parsed = ipaddr.parse(address)
  if (parsed.kind() === 'ipv4') return address
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${ipv6Site}`).toString()}/${ipv6Site}`
}
