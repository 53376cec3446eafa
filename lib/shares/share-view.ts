import 'server-only'
import type { Share } from '@/lib/db/generated/client'
import type { ShareView } from './schema'

export const shareView = ({ id, conversationId, title, messages, createdAt, updatedAt, expiresAt }: Share): ShareView => ({
  id,
  share_url: `/share/${id}`,
  conversation_id: conversationId,
  title,
  message_count: Array.isArray(messages) ? messages.length : 0,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
  expires_at: expiresAt?.toISOString() ?? null,
  expired: expiresAt !== null && expiresAt.getTime() <= Date.now(),
})
