import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ConversationView, MessageView } from '@/lib/conversations/schema'
import { api } from './fetcher'

interface Page {
  conversations: ConversationView[]
  nextCursor: string | null
}

export const conversationsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', search],
    queryFn: ({ pageParam, signal }) => api<Page>('/api/conversations', { query: { search, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => api<{ conversation: ConversationView; messages: MessageView[] }>(`/api/conversations/${id}`, { signal }),
    staleTime: 0,
  })

export const refreshConversations = (client: QueryClient) => client.invalidateQueries({ queryKey: ['conversations'] })

export const conversationsApi = {
  create: (model: string) => api<{ conversation: ConversationView }>('/api/conversations', { body: { model } }),
  change: (id: string, body: { title?: string; pinned?: boolean }) =>
    api<{ conversation: ConversationView }>(`/api/conversations/${id}`, { method: 'PATCH', body }),
  delete: (id: string) => api<void>(`/api/conversations/${id}`, { method: 'DELETE' }),
  restore: (id: string) => api<unknown>(`/api/conversations/${id}/restore`, { method: 'POST', body: {} }),
  stop: (id: string) => api<{ stopped: boolean }>(`/api/conversations/${id}/stop`, { method: 'POST', body: {} }),
}
