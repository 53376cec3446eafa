import 'server-only'
import { fail } from '@/lib/errors'
import { isObject } from '@/lib/json-object'
import { runningResponse } from '@/lib/responses/background/running-response'
import { earlierItems, itemsNamed } from '@/lib/responses/earlier-items'
import { itemsOfThread } from '@/lib/responses/threads/items'
import { giveThreadBack, takeThread } from '@/lib/responses/threads/take-thread'
import { findThread, type OwnThread } from '@/lib/responses/threads/thread'
import { wrong } from '../../check-members'
import { checkInput, typeOf } from '../check-input'
import { itemsOf } from '../parse-responses'
import { responseId } from '../response-head'
import { conversationIn } from './asked-conversation'
import { withSummaries } from './compaction'

type Members = Record<string, unknown>

/**
 * The body with the earlier answers of this user that it goes on from or the conversation that it belongs to, and with the items that it
 * only names. A call takes its conversation until `releaseThread`; without one, it is only read.
 */
export async function recallInput(body: Members, owner: number, callId?: string): Promise<Members> {
  const { previous_response_id: previous, input } = body
  const conversation = conversationIn(body)
  if (conversation !== undefined && typeof previous === 'string')
    throw wrong('conversation', 'has its own earlier answers: send it or previous_response_id')
  const own = await withNamed(itemsOf(input), owner)
  if (conversation === undefined && typeof previous !== 'string') {
    const told = withSummaries(own ?? itemsOf(input), owner) ?? own
    return told ? { ...body, input: told } : body
  }
  const earlier =
    conversation === undefined
      ? await earlierItems({ owner, id: String(previous) })
      : await (callId === undefined ? readThread({ owner, id: conversation }) : takeThread({ owner, thread: conversation, callId }))
  const items = [...earlier, ...(own ?? itemsOf(input))]
  return { ...body, input: withSummaries(items, owner) ?? items }
}

/** Gives back the conversation of a call that has ended. One in the background has it until its own end. */
export async function releaseThread(body: Members, owner: number, callId: string): Promise<void> {
  const conversation = conversationIn(body)
  if (conversation !== undefined && !runningResponse(responseId(callId))) await giveThreadBack({ owner, thread: conversation, callId })
}

async function readThread(own: OwnThread): Promise<Members[]> {
  await findThread(own)
  return itemsOfThread(own.id)
}

const isReference = (item: unknown): item is Members & { id: string } =>
  isObject(item) && typeOf(item) === 'item_reference' && typeof item.id === 'string'

/** Items that are only named, in their place. Undefined when none is. */
export async function withNamed(items: Members[], owner: number): Promise<Members[] | undefined> {
  const references = items.filter(isReference)
  if (references.length === 0) return undefined
  // Before the database is asked for each.
  checkInput(items)
  const ids = new Set(references.map(({ id }) => id))
  const found = await itemsNamed(owner, [...ids])
  return items.map((item, at) => {
    if (!isReference(item)) return item
    const named = found.get(item.id)
    if (!named) throw noItem(item.id, at)
    // A few bytes each would otherwise stand for gigabytes.
    if (!ids.delete(item.id)) throw wrong(`input[${at}].id`, 'names an item that an earlier one names: name each once')
    return named
  })
}

const noItem = (id: string, at: number) =>
  fail('not_found', { param: `input[${at}].id`, message: `There is no item "${id.slice(0, 100)}" among your stored responses.` })
