import 'server-only'
import type * as z from 'zod'
import { fail } from '@/lib/errors'
import { catalog } from '../catalog'
import { ceilingNamesOf } from '../ceiling-names'
import type { Upstream } from '../entries'
import { defaultTimeouts } from '../load-catalog'
import type { unsavedUpstream } from '../upstream-schema'

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
    usageInChunks: false,
    builtin: protocol === 'builtin',
  }
}

/** The upstream's name for a model of ours that is served there. */
export function modelAt(upstream: Upstream): string | undefined {
  for (const { targets } of catalog().models.values())
    for (const target of targets) if (target.upstream.id === upstream.id) return target.upstreamModel
  return undefined
}
