import { type CeilingNames, presets } from './presets'
import type { Protocol } from './protocols'

const hostOf = (url: string): string | undefined => URL.parse(url)?.hostname
/** The hosts of services with an address of their own. The addresses of other presets are examples. */
const services = presets.filter(({ needsKey }) => needsKey)

/**
 * How an upstream is told the ceiling, and whether it is known to keep to it: by the operator's preset, else by the host of a known
 * service. Azure behaves like OpenAI.
 */
export function ceilingNamesOf(upstream: { preset: string | null; baseUrl: string; protocol: Protocol }): CeilingNames {
  if (upstream.protocol === 'builtin') return 'both'
  // There is no other name for it in their protocols.
  if (upstream.protocol === 'anthropic' || upstream.protocol === 'gemini') return 'max_tokens'
  if (upstream.protocol === 'openai-responses') return 'both'
  const chosen = presets.find(({ id }) => id === upstream.preset)
  if (chosen && chosen.id !== 'custom') return chosen.ceiling
  const host = hostOf(upstream.baseUrl)
  if (host?.endsWith('.openai.azure.com')) return 'max_completion_tokens'
  return services.find(({ baseUrl }) => hostOf(baseUrl) === host)?.ceiling ?? 'unsure'
}
