import { queryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

/** The members of GET /api/models that pages here read; the answer may hold more. */
export interface ModelCard {
  id: string
  aliases?: string[]
  name?: string
  provider?: string | null
  context?: number | null
  capabilities?: string[]
  modes?: string[]
  thinking?: string | null
  price?: { input?: number | string | null; output?: number | string | null }
}

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => api<{ models: ModelCard[]; suggested: string[] }>('/api/models', { signal }),
  staleTime: 60_000,
})
