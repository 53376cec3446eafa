import 'server-only'
import { eliza } from './builtin/eliza'
import { openai } from './openai/openai'
import type { UpstreamProtocol } from './upstream-protocol'

/** The protocols that upstreams may speak, by the name in an upstream's settings. */
export const protocols: Record<string, UpstreamProtocol | undefined> = { openai, builtin: eliza }
