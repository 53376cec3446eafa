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

export const saveLocale = (locale: string) => api<unknown>('/api/me', { method: 'PATCH', body: { locale } })
