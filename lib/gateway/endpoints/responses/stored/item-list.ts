import { wrong } from '../../check-members'
import { listedItem } from './listed-item'

const most = 100
const usual = 20

interface AskedPage {
  limit: number
  order: 'asc' | 'desc'
  /** The id of the item before the page. */
  after: string | null
}

/** Which items of a list a query asks for. */
export function askedPage(query: string): AskedPage {
  const asked = new URLSearchParams(query)
  const limit = asked.get('limit') === null ? usual : Number(asked.get('limit'))
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw wrong('limit', `must be a whole number from 1 to ${most}`)
  const order = asked.get('order') ?? 'desc'
  if (order !== 'asc' && order !== 'desc') throw wrong('order', 'must be asc or desc')
  return { limit, order, after: asked.get('after') }
}

export const itemList = (data: Record<string, unknown>[], more: boolean) => ({
  object: 'list',
  data: data.map(listedItem),
  first_id: data.at(0)?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
  has_more: more,
})
