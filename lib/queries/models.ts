import { queryOptions } from '@tanstack/react-query'
import type { PublicModels } from '@/lib/catalog/schema'
import { api } from './fetcher'

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => api<PublicModels>('/api/models', { signal }),
  staleTime: 60_000,
})
