/** What messages must have by Anthropic's newest definitions, and a translation has nothing to say in. */
export const emptyInMessage = { container: null, diagnostics: null, stop_details: null }
export const emptyAtStop = { container: null, stop_details: null }
export const emptyInUsage = { cache_creation: null, inference_geo: null, server_tool_use: null, service_tier: null, speed: null }

export const textBlock = (text: string) => ({ type: 'text', text, citations: null })
export const callBlock = (id: string, name: string) => ({ type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } })
