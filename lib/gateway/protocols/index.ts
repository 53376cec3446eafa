import 'server-only'
import type { Protocol as ProtocolName } from '@/lib/catalog/protocols'
import { fail } from '@/lib/errors'
import { anthropic } from './anthropic/anthropic'
import { eliza } from './builtin/eliza'
import { openai } from './openai/openai'
import type { UpstreamProtocol } from './protocol'

/** The protocols that upstreams may speak, by the name in an upstream's settings. */
export const protocols: Partial<Record<ProtocolName, UpstreamProtocol>> = { openai, anthropic, builtin: eliza }

/** That of an upstream which has been reached, so it is one of them. */
export function protocolOf({ protocol }: { protocol: ProtocolName }): UpstreamProtocol {
  const found = protocols[protocol]
  if (!found) throw fail('internal', { cause: `the protocol ${protocol} is not served` })
  return found
}
