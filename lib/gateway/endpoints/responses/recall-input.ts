import 'server-only'
import { fail } from '@/lib/errors'
import { isObject } from '@/lib/json-object'
import { earlierItems, itemsNamed } from '@/lib/responses/earlier-items'
import { typeOf } from './check-input'
import { itemsOf } from './parse-responses'

type Members = Record<string, unknown>

/** The body with the earlier answers of this user that it goes on from, and with the items that it only names. */
export async function recallInput(body: Members, owner: number): Promise<Members> {
  const { previous_response_id: previous, input } = body
  const own = await withNamed(itemsOf(input), owner)
  if (typeof previous !== 'string') return own ? { ...body, input: own } : body
  const earlier = await earlierItems({ owner, id: previous })
  return { ...body, input: [...earlier, ...(own ?? itemsOf(input))] }
}

const isReference = (item: unknown): item is Members & { id: string } =>
  isObject(item) && typeOf(item) === 'item_reference' && typeof item.id === 'string'

/** Undefined when nothing is only named. */
async function withNamed(items: Members[], owner: number): Promise<Members[] | undefined> {
  const references = items.filter(isReference)
  if (references.length === 0) return undefined
  const found = await itemsNamed(
    owner,
    references.map(({ id }) => id),
  )
  return items.map((item, at) => {
    if (!isReference(item)) return item
    const named = found.get(item.id)
    if (!named) throw noItem(item.id, at)
    return named
  })
}

const noItem = (id: string, at: number) =>
  fail('not_found', { param: `input[${at}].id`, message: `There is no item "${id.slice(0, 100)}" among your stored responses.` })
