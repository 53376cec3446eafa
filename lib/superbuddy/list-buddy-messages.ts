import 'server-only'
import * as z from 'zod'
import { readConversation } from '@/lib/conversations/read-conversation'
import { type Paging, readCursor, writeCursor } from '@/lib/paging'
import { buddyMessageOf } from './views'

const place = z.tuple([z.string()])

/** Lists the messages of the newest branch, oldest first. */
export async function listBuddyMessages({ id, userId, cursor, limit }: Paging & { id: string; userId: number }) {
  const { messages } = await readConversation({ id, userId })
  const [after] = readCursor(cursor, place) ?? []
  const from = after === undefined ? 0 : messages.findIndex((message) => message.id === after) + 1
  const page = messages.slice(from, from + limit)
  const last = page.at(-1)
  return { messages: page.map(buddyMessageOf), next_cursor: last && from + limit < messages.length ? writeCursor([last.id]) : null }
}
