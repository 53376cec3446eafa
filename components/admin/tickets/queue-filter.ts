import { type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'
import type { TicketFilter } from '@/lib/queries/admin-tickets'
import { ticketQueues, ticketStates, ticketTypes } from '@/lib/tickets/names'

/** Hours. */
export const ages = ['4', '24', '72', '168'] as const

/** What the address of the queue may say. */
export const queueAddress = {
  q: asSearch,
  queue: parseAsStringLiteral(ticketQueues),
  state: parseAsStringLiteral(ticketStates),
  type: parseAsStringLiteral(ticketTypes),
  age: parseAsStringLiteral(ages),
}

/** What is asked for when the address says this. */
export const ticketsAsked = ({ q, queue, state, type, age }: inferParserType<typeof queueAddress>): TicketFilter => ({
  search: q.trim(),
  queue,
  state,
  type,
  hours: age,
})
