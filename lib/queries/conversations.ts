import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ConversationChange, ConversationDetail, ConversationsAnswer, OneConversation, Stopped } from '@/lib/conversations/schema'
import { api, byCursor, reads } from './fetcher'

export const conversationsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', search],
    queryFn: reads<ConversationsAnswer>('/api/conversations', (cursor) => ({ search, cursor })),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: reads<ConversationDetail>(`/api/conversations/${id}`),
    staleTime: 0,
  })

export const refreshConversations = (client: QueryClient) => client.invalidateQueries({ queryKey: ['conversations'] })

export const conversationsApi = {
  create: (model: string) => api<OneConversation>('/api/conversations', { body: { model } }),
  change: (id: string, body: ConversationChange) => api<OneConversation>(`/api/conversations/${id}`, { method: 'PATCH', body }),
  delete: (id: string) => api<void>(`/api/conversations/${id}`, { method: 'DELETE' }),
  restore: (id: string) => api<unknown>(`/api/conversations/${id}/restore`, { method: 'POST', body: {} }),
  stop: (id: string) => api<Stopped>(`/api/conversations/${id}/stop`, { method: 'POST', body: {} }),
}
