import ipaddr from 'ipaddr.js'

const metadataHosts = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data', 'instance-data.ec2.internal'])
/** Addresses at which clouds serve the credentials of a machine. The ranges below contain the others. */
const metadataAddresses = new Set(['100.100.100.200', '192.0.0.192', '168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254'])

/** Why a host, by name or by address, must not be called. It is also asked for the addresses that a name resolves to. */
export function refusedHost(hostname: string): string | undefined {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (metadataHosts.has(host)) return 'base_url_metadata'
  if (!ipaddr.isValid(host)) return undefined
  const address = ipaddr.process(host)
  const plain = address.toString()
  if (metadataAddresses.has(plain)) return 'base_url_metadata'
  const range = address.range()
  if (range === 'linkLocal') return 'base_url_link_local'
  if (range === 'unspecified' || range === 'multicast' || range === 'broadcast') return 'base_url_range'
  return undefined
}
