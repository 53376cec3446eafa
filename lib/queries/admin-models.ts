import { queryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

export const priceNames = [
  'input',
  'output',
  'cachedInput',
  'cacheWrite',
  'reasoning',
  'perRequest',
  'perImage',
  'perMinute',
  'perPage',
  'perMillionCharacters',
] as const
export type PriceName = (typeof priceNames)[number]
export const thinkingKinds = ['never', 'optional', 'always'] as const

export interface TargetLine {
  id: string
  upstream: string
  upstreamModel: string
  priority: number
  weight: number
  enabled: boolean
  context: number | null
  params: Record<string, unknown> | null
}

export interface ModelLine {
  id: string
  enabled: boolean
  aliases: string[]
  name: string
  provider: string | null
  size: string | null
  field: string | null
  thinking: string | null
  mode: string | string[]
  context: number | null
  maxOutput: number | null
  capabilities: string[]
  needsUserMessage: boolean
  /** As it was given; what is absent follows. */
  price: Partial<Record<PriceName, number>>
  effectivePrice: Record<PriceName, number>
  fallbacks: string[]
  groups: string[] | null
  auto: string[]
  targets: TargetLine[]
  fromFile: boolean
  createdAt: string
  updatedAt: string
}

export type ModelBody = Partial<Omit<ModelLine, 'price' | 'targets' | 'effectivePrice'>> & {
  price?: Partial<Record<PriceName, string>>
  targets?: (Omit<Partial<TargetLine>, 'id'> & { upstream: string })[]
}

export const adminModelsQuery = queryOptions({
  queryKey: ['admin-models'],
  queryFn: ({ signal }) => api<{ models: ModelLine[] }>('/api/admin/models', { signal }),
})

const place = (id: string) => `/api/admin/models/${encodeURIComponent(id)}`

/** Targets as they are sent back: without the ids that the server gives them. */
export const sentTargets = (targets: TargetLine[]) => targets.map(({ id: _, ...target }) => target)

export const modelsApi = {
  create: (body: ModelBody & { id: string }) => api<{ model: ModelLine }>('/api/admin/models', { body }),
  change: (id: string, body: ModelBody) => api<{ model: ModelLine }>(place(id), { method: 'PATCH', body }),
  delete: (id: string) => api<void>(place(id), { method: 'DELETE' }),
}
