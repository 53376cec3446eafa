import { queryOptions } from '@tanstack/react-query'
import type { OwnPasswordBody, SessionLines } from '@/lib/auth/schema'
import type { Locale } from '@/lib/locales'
import type { Me } from '@/lib/users/schema'
import { api, reads } from './fetcher'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: reads<Me>('/api/me'),
  staleTime: 15_000,
})

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: reads<SessionLines>('/api/me/sessions'),
})

export const meApi = {
  saveLocale: (locale: Locale) => api<Me>('/api/me', { method: 'PATCH', body: { locale } }),
  changeEmail: (email: string, password?: string) => api<Me>('/api/me', { method: 'PATCH', body: { email, password } }),
  verifyAgain: () => api<void>('/api/me/verification', { method: 'POST' }),
  changePassword: (body: OwnPasswordBody) => api<void>('/api/me/password', { body }),
  endSession: (id: string) => api<void>(`/api/me/sessions/${id}`, { method: 'DELETE' }),
  endOtherSessions: () => api<unknown>('/api/me/sessions', { method: 'DELETE' }),
}
