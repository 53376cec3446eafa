import 'server-only'
import type { ConversationView, MessageView } from '@/lib/conversations/schema'
import type { BuddyConversation, BuddyMessage } from './schema'

export const buddyConversationOf = (row: ConversationView, messages: number): BuddyConversation => ({
  id: row.id,
  title: row.title,
  scenario: row.scenario,
  model: row.model,
  pinned: row.pinned,
  message_count: messages,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
})

export const buddyMessageOf = ({ id, role, parts, metadata }: MessageView): BuddyMessage => ({
  id,
  role,
  content: parts
    .filter(({ type }) => type === 'text')
    .map(({ text }) => text)
    .join(''),
  model: metadata.model,
  status: metadata.status,
  timestamp: metadata.createdAt,
})
