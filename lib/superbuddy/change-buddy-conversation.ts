import 'server-only'
import { changeConversation, createConversation } from '@/lib/conversations/change-conversation'
import { countMessages } from '@/lib/conversations/count-messages'
import type { ConversationView, Scenario } from '@/lib/conversations/schema'
import { promptOf } from './prompt-of'
import type { BuddyConversation } from './schema'
import { buddyConversationOf } from './views'

interface Begun {
  userId: number
  title?: string
  scenario: Scenario
  model?: string
}

/** Begins a conversation with its scenario's prompt of this moment. */
export async function createBuddyConversation(begun: Begun): Promise<BuddyConversation> {
  return buddyConversationOf(await createConversation({ ...begun, systemPrompt: promptOf(begun.scenario) }), 0)
}

interface Change {
  title?: string
  pinned?: boolean
  scenario?: Scenario
  model?: string | null
}

/** Another scenario brings its own prompt. */
export async function changeBuddyConversation(change: Change & { id: string; userId: number }): Promise<BuddyConversation> {
  const { scenario } = change
  return withCount(await changeConversation({ ...change, ...(scenario && { systemPrompt: promptOf(scenario) }) }))
}

export async function withCount(row: ConversationView): Promise<BuddyConversation> {
  return buddyConversationOf(row, (await countMessages([row.id])).get(row.id) ?? 0)
}
