import { queryOptions } from '@tanstack/react-query'
import type { SettingsAnswer } from '@/lib/settings/schema'
import { api, reads } from './fetcher'

export const settingsQuery = queryOptions({
  queryKey: ['admin-settings'],
  queryFn: reads<SettingsAnswer>('/api/admin/settings'),
})

export const settingsApi = {
  change: (body: Record<string, unknown>) => api<SettingsAnswer>('/api/admin/settings', { method: 'PATCH', body }),
}
