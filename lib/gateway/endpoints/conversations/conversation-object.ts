import type { StoredThread } from '@/lib/responses/threads/thread'

export const conversationObject = ({ id, createdAt, metadata }: StoredThread) => ({
  id,
  object: 'conversation',
  created_at: Math.floor(createdAt.getTime() / 1000),
  metadata,
})
