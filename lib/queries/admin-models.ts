import { queryOptions } from '@tanstack/react-query'
import type { ModelBody, ModelList, OneModel, PriceHistory, TargetLine } from '@/lib/catalog/schema'
import { api, reads } from './fetcher'

export const adminModelsQuery = queryOptions({
  queryKey: ['admin-models'],
  queryFn: reads<ModelList>('/api/admin/models'),
})

const place = (id: string) => `/api/admin/models/${encodeURIComponent(id)}`

export const priceHistoryQuery = (id: string) =>
  queryOptions({ queryKey: ['admin-models', id, 'prices'], queryFn: reads<PriceHistory>(`${place(id)}/prices`) })

/** Makes targets ready to be sent back, which is without the ids that the server gives them. */
export const sentTargets = (targets: TargetLine[]) => targets.map(({ id: _, ...target }) => target)

export const modelsApi = {
  create: (body: ModelBody) => api<OneModel>('/api/admin/models', { body }),
  change: (id: string, body: ModelBody) => api<OneModel>(place(id), { method: 'PATCH', body }),
  delete: (id: string) => api<void>(place(id), { method: 'DELETE' }),
}
