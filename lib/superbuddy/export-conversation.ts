import 'server-only'
import { readConversation } from '@/lib/conversations/read-conversation'
import type { Exported } from './schema'
import { buddyMessageOf } from './views'

/** A conversation of this user as a document of its own: its newest branch, without what the models thought. */
export async function exportConversation({ id, userId }: { id: string; userId: number }): Promise<Exported> {
  const { conversation: row, messages } = await readConversation({ id, userId })
  return {
    id: row.id,
    title: row.title,
    scenario: row.scenario,
    model: row.model,
    system_prompt: row.systemPrompt,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    exported_at: new Date().toISOString(),
    messages: messages.map(buddyMessageOf),
  }
}

const headingOf = ({ role, model }: Exported['messages'][number]) =>
  role === 'user' ? '## User' : `## Assistant${model ? ` (${model})` : ''}`

/** The same for people to read. Messages are Markdown already. */
export function asMarkdown({ title, messages }: Exported): string {
  const parts = messages.flatMap((message) => [headingOf(message), message.content.trim()])
  return `${[`# ${title || 'Conversation'}`, ...parts].join('\n\n')}\n`
}
