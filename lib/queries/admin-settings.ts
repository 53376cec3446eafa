import { queryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

export interface SettingLine {
  name: string
  group: string
  meaning: { zh: string; en: string }
  default: unknown
  input: { as: 'number' | 'text' | 'money' | 'list' } | { as: 'choice' | 'choices'; of: string[] }
  chosen: boolean
  readOnly: boolean
}
export interface SettingsAnswer {
  settings: Record<string, unknown>
  table: SettingLine[]
}

export const settingsQuery = queryOptions({
  queryKey: ['admin-settings'],
  queryFn: ({ signal }) => api<SettingsAnswer>('/api/admin/settings', { signal }),
})

export const settingsApi = {
  change: (body: Record<string, unknown>) => api<SettingsAnswer>('/api/admin/settings', { method: 'PATCH', body }),
}
