/** The protocols that upstreams may speak: one line here, and one room in `gateway/protocols`. */
export const protocolNames = ['openai', 'openai-responses', 'anthropic', 'gemini', 'builtin'] as const
export type Protocol = (typeof protocolNames)[number]
