import 'server-only'
import * as z from 'zod'
import { fail } from '@/lib/errors'
import { catalog, type Upstream } from '../catalog'
import { ceilingNamesOf } from '../ceiling-names'
import { defaultTimeouts } from '../load-catalog'
import { upstreamPatch } from '../schema'

/** An upstream as the form has it, before it is saved. */
export const unsavedUpstream = upstreamPatch.pick({ baseUrl: true, protocol: true, apiKey: true }).required({ baseUrl: true })
export const testInput = z.strictObject({
  /** The model by the upstream's own name. Without it, the first that one of our models uses there. */
  model: z.string().max(300).trim().min(1).optional(),
  prompt: z.string().max(10_000).trim().min(1).default('Say hello in one short sentence.'),
})

/** Reads the upstream of this id with its credential, for calling it. */
export function probedUpstream(id: string): Upstream {
  const upstream = catalog().upstreams.get(id)
  if (!upstream) throw fail('not_found')
  return upstream
}

export function probedUnsaved({ baseUrl, protocol = 'openai', apiKey }: z.output<typeof unsavedUpstream>): Upstream {
  if (baseUrl === '' && protocol !== 'builtin') throw fail('invalid_request', { fields: { baseUrl: 'base_url' } })
  return {
    id: `unsaved ${baseUrl}`,
    name: 'unsaved',
    enabled: true,
    baseUrl,
    protocol,
    apiKey: apiKey || null,
    concurrency: null,
    timeouts: defaultTimeouts,
    ceiling: ceilingNamesOf({ preset: null, baseUrl, protocol }),
    builtin: protocol === 'builtin',
  }
}

/** The upstream's name for a model of ours that is served there. */
export function modelAt(upstream: Upstream): string | undefined {
  for (const { targets } of catalog().models.values())
    for (const target of targets) if (target.upstream.id === upstream.id) return target.upstreamModel
  return undefined
}
