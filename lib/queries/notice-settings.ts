import { queryOptions } from '@tanstack/react-query'
import type { NewWebhook, NoticeChangeBody, NoticeSettings, WebhookTried } from '@/lib/notices/schema'
import { api, reads } from './fetcher'

const path = '/api/me/notifications'

export const noticeSettingsQuery = queryOptions({ queryKey: ['notice-settings'], queryFn: reads<NoticeSettings>(path) })

export const noticeSettingsApi = {
  change: (body: NoticeChangeBody) => api<NoticeSettings>(path, { method: 'PATCH', body }),
  setWebhook: (url: string) => api<NewWebhook>('/api/me/webhook', { method: 'PUT', body: { url } }),
  removeWebhook: () => api<void>('/api/me/webhook', { method: 'DELETE' }),
  tryWebhook: () => api<WebhookTried>('/api/me/webhook/test', { method: 'POST' }),
}
