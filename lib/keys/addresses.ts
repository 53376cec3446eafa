import ipaddr from 'ipaddr.js'

/** Normalises one address or network (CIDR) of IPv4 or IPv6, or says why it is none (as `line_…` of the field sentences). */
export function readNetwork(text: string): { network: string } | { error: 'address' | 'prefix' | 'mapped' } {
  const [address = '', bits, ...more] = text.trim().split('/')
  if (!plainAddress(address) || more.length > 0) return { error: 'address' }
  const parsed = ipaddr.parse(address)
  if (bits === undefined) return { network: ipaddr.process(address).toString() }
  const most = parsed.kind() === 'ipv4' ? 32 : 128
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return { error: 'prefix' }
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress()) {
    if (Number(bits) < 96) return { error: 'mapped' }
    return { network: `${parsed.toIPv4Address().toString()}/${Number(bits) - 96}` }
  }
  return { network: `${parsed.toString()}/${Number(bits)}` }
}

/** Accepts four decimal parts, or IPv6 without a zone, and refuses the octal, hexadecimal and short forms that other parsers take. */
const plainAddress = (text: string): boolean =>
  text.includes(':') ? ipaddr.IPv6.isValid(text) && !text.includes('%') : ipaddr.IPv4.isValidFourPartDecimal(text)
