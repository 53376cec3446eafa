import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { ticketStates } from '@/lib/tickets/names'

/** What the address of the list may say. */
export const ticketParams = { status: parseAsStringLiteral(ticketStates) }
/** The dialog for a new ticket, and what it is about. */
export const newTicketParams = { new: parseAsBoolean, link: parseAsString }
