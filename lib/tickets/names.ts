export const ticketTypes = ['bug', 'billing', 'account', 'quota', 'gpu', 'other'] as const
export type TicketType = (typeof ticketTypes)[number]

/** `open`: the staff's turn; `answered`: there is an answer; `waiting`: the staff asked the user for more; `closed`. */
export const ticketStates = ['open', 'answered', 'waiting', 'closed'] as const
export type TicketState = (typeof ticketStates)[number]

/** What an answer of the staff leaves the ticket in. */
export const answerStates = ['answered', 'waiting', 'closed'] as const

/** Whose tickets of those that are not closed. */
export const ticketQueues = ['unassigned', 'mine', 'all'] as const
export type TicketQueue = (typeof ticketQueues)[number]

export const longestSubject = 200
export const longestContent = 20_000
export const mostAttachments = 5
export const mebibyte = 1024 * 1024
export const longestAttachment = 10 * mebibyte
