import { type CeilingNames, type Protocol, presets } from './schema'

const hostOf = (url: string): string | undefined => URL.parse(url)?.hostname
/** Of services with an address of their own; the other presets' addresses are examples. */
const services = presets.filter(({ needsKey }) => needsKey)

/**
 * How an upstream is told the ceiling, and whether it is known to keep to it: by the preset that the operator chose, else by the host of
 * a service that we know. Azure speaks as OpenAI does.
 */
export function ceilingNamesOf(upstream: { preset: string | null; baseUrl: string; protocol: Protocol }): CeilingNames {
  if (upstream.protocol === 'builtin') return 'both'
  const chosen = presets.find(({ id }) => id === upstream.preset)
  if (chosen && chosen.id !== 'custom') return chosen.ceiling
  const host = hostOf(upstream.baseUrl)
  if (host?.endsWith('.openai.azure.com')) return 'max_completion_tokens'
  return services.find(({ baseUrl }) => hostOf(baseUrl) === host)?.ceiling ?? 'unsure'
}
