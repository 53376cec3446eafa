import ipaddr from 'ipaddr.js'

/**
 * One address or network (CIDR) of IPv4 or IPv6 in its usual spelling, or why it is none. Runs in the browser too, so
 * that the form can say it beside the line.
 */
export function readNetwork(text: string): { network: string } | { error: string } {
  const [address = '', bits, ...more] = text.trim().split('/')
  if (!plainAddress(address) || more.length > 0)
    return { error: `“${text.trim()}” is no IP address and no network such as 10.0.0.0/8 or 2001:db8::/32` }
  const parsed = ipaddr.parse(address)
  if (bits === undefined) return { network: ipaddr.process(address).toString() }
  const most = parsed.kind() === 'ipv4' ? 32 : 128
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return { error: `“/${bits}” is no prefix length: it goes from 0 to ${most}` }
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress()) {
    if (Number(bits) < 96) return { error: 'write the network of IPv4 addresses as IPv4' }
    return { network: `${parsed.toIPv4Address().toString()}/${Number(bits) - 96}` }
  }
  return { network: `${parsed.toString()}/${Number(bits)}` }
}

/** Four decimal parts or IPv6 without a zone; not the octal, hexadecimal and short forms that other parsers take. */
const plainAddress = (text: string): boolean =>
  text.includes(':') ? ipaddr.IPv6.isValid(text) && !text.includes('%') : ipaddr.IPv4.isValidFourPartDecimal(text)
