import 'server-only'
import type { Protocol as ProtocolName } from '@/lib/catalog/protocols'
import { fail } from '@/lib/errors'
import { anthropic } from './anthropic/anthropic'
import { builtin } from './builtin/builtin'
import { gemini } from './gemini/gemini'
import { openai } from './openai/openai'
import { openaiResponses } from './openai-responses/openai-responses'
import type { UpstreamProtocol } from './protocol'

const served: Record<ProtocolName, UpstreamProtocol> = { openai, 'openai-responses': openaiResponses, anthropic, gemini, builtin }
/** By the name in an upstream's settings, which may be of a protocol that is no longer served. */
export const protocols: Partial<typeof served> = served

/** The protocol of an upstream that has been reached, which is therefore in the table. */
export function protocolOf({ protocol }: { protocol: ProtocolName }): UpstreamProtocol {
  const found = protocols[protocol]
  if (!found) throw fail('internal', { cause: `the protocol ${protocol} is not served` })
  return found
}
