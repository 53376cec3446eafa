import ipaddr from 'ipaddr.js'

const ipv6Site = 64

/** One writing for one address: IPv4 inside IPv6 becomes IPv4, zones and brackets go. Undefined for what is no address. */
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

/** How far the word of trusted proxies goes, and whether more is told beyond that. */
function follow(...[peer, forwardedFor, trusted]: Told): { address: string | undefined; more: boolean } {
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
 * The caller's address: the peer of the connection, or, when that is a trusted proxy, the last one in X-Forwarded-For
 * that is not. What an untrusted peer writes there counts for nothing.
 */
export const clientAddress = (...told: Told): string | undefined => follow(...told).address

const near = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])

/**
 * The caller's address where it looks like a proxy's that should be trusted and is not: a near one, and more is told behind it.
 * Whoever is that near can make it look so.
 */
export function unnamedProxy(...told: Told): string | undefined {
  const { address, more } = follow(...told)
  return more && address && near.has(ipaddr.process(address).range()) ? address : undefined
}

/** What limits per address count by: an IPv6 customer has a whole /64. */
export function addressBucket(address: string | undefined): string {
  if (!address) return 'unknown'
  const parsed = ipaddr.parse(address)
  if (parsed.kind() === 'ipv4') return address
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${ipv6Site}`).toString()}/${ipv6Site}`
}
