import { queryOptions } from '@tanstack/react-query'
import type { SettingsAnswer } from '@/lib/settings/schema'
import { api } from './fetcher'

export const settingsQuery = queryOptions({
  queryKey: ['admin-settings'],
  queryFn: ({ signal }) => api<SettingsAnswer>('/api/admin/settings', { signal }),
})

export const settingsApi = {
  change: (body: Record<string, unknown>) => api<SettingsAnswer>('/api/admin/settings', { method: 'PATCH', body }),
}
