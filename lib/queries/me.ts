import { queryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

export interface Me {
  user: {
    id: number
    username: string
    email: string | null
    role: 'user' | 'support' | 'operator' | 'owner'
    group: string
    createdAt: string
    locale: string | null
  }
  wallet: { currency: string; balance: number; onHold: number; points: number }
  features?: Record<string, boolean>
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api<Me>('/api/me', { signal }),
  staleTime: 15_000,
})

export interface SessionLine {
  id: string
  createdAt: string
  lastSeenAt: string
  address: string | null
  userAgent: string | null
  current: boolean
}
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => api<{ sessions: SessionLine[] }>('/api/me/sessions', { signal }),
})

export const meApi = {
  saveLocale: (locale: string) => api<unknown>('/api/me', { method: 'PATCH', body: { locale } }),
  changeEmail: (email: string) => api<unknown>('/api/me', { method: 'PATCH', body: { email } }),
  changePassword: (body: { current: string; password: string }) => api<void>('/api/me/password', { body }),
  endSession: (id: string) => api<void>(`/api/me/sessions/${id}`, { method: 'DELETE' }),
  endOtherSessions: () => api<unknown>('/api/me/sessions', { method: 'DELETE' }),
}
