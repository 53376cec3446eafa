import 'server-only'
import { readConversation } from '@/lib/conversations/read-conversation'
import { fail } from '@/lib/errors'
import { longestShare, type SharedMessage } from './schema'

export interface CopiedMessages {
  title: string
  messages: SharedMessage[]
}

/** Copies the words of a conversation of this user, or of the chosen messages, without what the models thought. */
export async function copyMessages({
  id,
  userId,
  messageIds,
}: {
  id: string
  userId: number
  messageIds?: string[]
}): Promise<CopiedMessages> {
  const { conversation, messages } = await readConversation({ id, userId })
  const chosen = messageIds && new Set(messageIds)
  if (chosen && messages.filter((message) => chosen.has(message.id)).length < chosen.size)
    throw fail('invalid_request', { fields: { message_ids: 'not_in_conversation' } })
  const copied = messages.flatMap(({ id: messageId, role, parts, metadata }) => {
    const content = parts.flatMap(({ type, text }) => (type === 'text' ? text : [])).join('')
    if (content === '' || (chosen && !chosen.has(messageId))) return []
    return [{ role, content, model: metadata.model, timestamp: metadata.createdAt }]
  })
  if (copied.length === 0) throw fail('invalid_request', { fields: { [chosen ? 'message_ids' : 'conv_id']: 'nothing_to_share' } })
  if (copied.reduce((sum, { content }) => sum + content.length, 0) > longestShare)
    throw fail('invalid_request', { fields: { message_ids: 'too_long_to_share' } })
  return { title: conversation.title, messages: copied }
}
