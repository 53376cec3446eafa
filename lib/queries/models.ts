import { queryOptions } from '@tanstack/react-query'
import type { PublicModels } from '@/lib/catalog/schema'
import { reads } from './fetcher'

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: reads<PublicModels>('/api/models'),
  staleTime: 60_000,
})
