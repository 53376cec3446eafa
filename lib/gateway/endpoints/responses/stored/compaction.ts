import 'server-only'
import { isObject } from '@/lib/json-object'
import { open, seal } from '@/lib/seal'
import { wrong } from '../../check-members'
import { typeOf } from '../check-input'

type Members = Record<string, unknown>

/** What our summaries begin with, which tells them from an upstream's. */
const mark = 'atrium.'

/** What is said to a model that is to sum up a conversation, after all that was said in it. */
export const sumUp = `Sum up the conversation so far for a model that goes on with it and sees nothing else of it but the user's messages.
Keep what was asked for, what was decided and why, what was found out (names, paths, numbers, code that matters), what was done with which
result, and what is still to do. Write the summary alone, without calling a tool and without addressing anybody.`

/** A summary as an item that its user may send back, and that nobody else can read. */
export const compactionItem = (summary: string, owner: number, id: string): Members => ({
  id,
  type: 'compaction',
  encrypted_content: mark + Buffer.from(seal('compaction', String(owner), summary)).toString('base64url'),
})

const isOurs = (item: Members): item is Members & { encrypted_content: string } =>
  isObject(item) && typeOf(item) === 'compaction' && typeof item.encrypted_content === 'string' && item.encrypted_content.startsWith(mark)

/** Items with our summaries as messages that every model reads. Undefined when there is none. */
export function withSummaries(items: Members[], owner: number): Members[] | undefined {
  if (!items.some(isOurs)) return undefined
  return items.map((item, at) => (isOurs(item) ? summaryOf(item, owner, at) : item))
}

function summaryOf({ encrypted_content: sealed }: Members & { encrypted_content: string }, owner: number, at: number): Members {
  const text = opened(sealed, owner)
  if (text === undefined) throw wrong(`input[${at}].encrypted_content`, 'was changed, or is not from one of your conversations')
  const content = [{ type: 'input_text', text: `A summary of the conversation so far:\n\n${text}` }]
  return { type: 'message', role: 'user', content }
}

function opened(sealed: string, owner: number): string | undefined {
  try {
    return open('compaction', String(owner), Buffer.from(sealed.slice(mark.length), 'base64url'))
  } catch {
    return undefined
  }
}
