import * as z from 'zod'
import { applicationStates } from '@/lib/applications/names'
import { requestStates } from '@/lib/ledger/names'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'
import { answerStates, longestContent, longestSubject, mostAttachments, ticketQueues, ticketStates, ticketTypes } from './names'

const id = z.string().max(64)
export const ticketId = z.object({ id })
export const attachmentId = z.object({ id, file: id })
const text = (most: number) => z.string().max(most).trim().min(1)
const content = text(longestContent)
const attachments = z.array(id).max(mostAttachments).default([])
const type = z.enum(ticketTypes)
const state = z.enum(ticketStates)

/** `link` is the id of a call, an API key or a request of one's own. */
export const newTicketBody = z.strictObject({
  subject: text(longestSubject),
  content,
  type: type.default('other'),
  link: id.trim().min(1).nullable().default(null),
  attachments,
})
export type NewTicketBody = z.input<typeof newTicketBody>
export const replyBody = z.strictObject({ content, attachments })
export type ReplyBody = z.input<typeof replyBody>
export const ratingBody = z.strictObject({ rating: z.int().min(1).max(5), comment: z.string().max(1000).trim().default('') })
export type RatingBody = z.input<typeof ratingBody>
export const ticketsParams = z.strictObject({ ...pageQuery, status: state.optional() })
export const attachmentParams = z.strictObject({ name: z.string().trim().min(1).max(255) })

/** What is shown in a browser as it is; everything else is only saved. */
export const attachment = z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.int(), shown: z.boolean() })
export type Attachment = z.infer<typeof attachment>
export const oneAttachment = z.object({ attachment })
export type OneAttachment = z.infer<typeof oneAttachment>

/** What a ticket is about. `facts` are null when there is nothing of this id any more. */
export const ticketLink = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    id: z.string(),
    facts: z
      .object({
        time,
        model: z.string(),
        endpoint: z.string(),
        status: z.int().nullable(),
        errorCode: z.string().nullable(),
        inputTokens: z.number(),
        outputTokens: z.number(),
        charge: z.number(),
        durationMs: z.int().nullable(),
      })
      .nullable(),
  }),
  z.object({
    kind: z.literal('key'),
    id: z.string(),
    facts: z.object({ name: z.string(), preview: z.string(), enabled: z.boolean(), expiresAt: time.nullable() }).nullable(),
  }),
  z.object({
    kind: z.enum(['recharge', 'withdrawal']),
    id: z.string(),
    facts: z.object({ amount: z.number(), method: z.string(), state: z.enum(requestStates), createdAt: time }).nullable(),
  }),
  z.object({
    kind: z.literal('application'),
    id: z.string(),
    facts: z.object({ project: z.string(), state: z.enum(applicationStates), createdAt: time }).nullable(),
  }),
])
export type TicketLink = z.infer<typeof ticketLink>

/** A ticket as its user sees it. */
export const ticket = z.object({
  id: z.string(),
  subject: z.string(),
  type,
  status: state,
  /** There is an answer that the user has not seen. */
  unread: z.boolean(),
  rating: z.int().nullable(),
  created_at: time,
  updated_at: time,
})
export type TicketView = z.infer<typeof ticket>
export const newTicketAnswer = z.object({ ticket, ...ticket.shape })
export type NewTicketAnswer = z.infer<typeof newTicketAnswer>
export const ticketAnswer = z.object({ ticket })
export const ticketList = z.object({ tickets: z.array(ticket), nextCursor: z.string().nullable() })
export type TicketList = z.infer<typeof ticketList>
export const ticketCounts = z.object({ ...Object.fromEntries(ticketStates.map((one) => [one, z.int()])), unread: z.int() } as Record<
  (typeof ticketStates)[number] | 'unread',
  z.ZodInt
>)
export type TicketCounts = z.infer<typeof ticketCounts>

const said = { id: z.string(), author: z.string(), content: z.string(), attachments: z.array(attachment) }
export const ticketReply = z.object({ ...said, from: z.enum(['user', 'support']), created_at: time })
export type TicketReply = z.infer<typeof ticketReply>
export const oneReply = z.object({ reply: ticketReply, ticket })
export type OneReply = z.infer<typeof oneReply>
export const ticketThread = z.object({
  ticket: ticket.extend({ content: z.string(), attachments: z.array(attachment), author: z.string(), link: ticketLink.nullable() }),
  replies: z.array(ticketReply),
})
export type TicketThread = z.infer<typeof ticketThread>

const person = z.object({ id: z.int(), username: z.string() })
export type StaffMember = z.infer<typeof person>

export const ticketQueueParams = z.strictObject({
  ...pageQuery,
  queue: z.enum(ticketQueues).default('all'),
  /** Without it, all that are not closed. */
  state: state.optional(),
  type: type.optional(),
  search: z.string().max(100).trim().optional(),
  /** Only those whose state is at least so many hours old. */
  hours: z.coerce.number().int().min(1).max(100_000).optional(),
})
export type QueueQuery = z.input<typeof ticketQueueParams>

/** A ticket as the staff sees it. */
export const queuedTicket = z.object({
  id: z.string(),
  subject: z.string(),
  type,
  status: state,
  user: person,
  assignee: person.nullable(),
  rating: z.int().nullable(),
  ratingComment: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
  /** The beginning of its state. */
  since: time,
})
export type QueuedTicket = z.infer<typeof queuedTicket>
export const ticketQueue = z.object({ tickets: z.array(queuedTicket), nextCursor: z.string().nullable() })
export type TicketQueuePage = z.infer<typeof ticketQueue>
/** Of the tickets that wait for an answer. */
export const queueCounts = z.object({ unassigned: z.int(), mine: z.int(), all: z.int() })
export type QueueCounts = z.infer<typeof queueCounts>

export const staffMessage = z.object({ ...said, from: z.enum(['user', 'support', 'note']), createdAt: time })
export type StaffMessage = z.infer<typeof staffMessage>
export const staffThread = z.object({ ticket: queuedTicket, link: ticketLink.nullable(), messages: z.array(staffMessage) })
export type StaffThread = z.infer<typeof staffThread>
export const staffTicket = z.object({ ticket: queuedTicket })
export const answerBody = replyBody.extend({ status: z.enum(answerStates).default('answered') })
export type AnswerBody = z.input<typeof answerBody>
/** `was` is the assignee that was shown: who comes second is told, and takes nothing away. */
export const assignBody = z.strictObject({ assignee: z.int().positive().nullable(), was: z.int().positive().nullable() })
export type AssignBody = z.input<typeof assignBody>
export const staffList = z.object({ staff: z.array(person) })
export type StaffList = z.infer<typeof staffList>

export const cannedReply = z.object({ id: z.string(), title: z.string(), content: z.string() })
export type CannedReply = z.infer<typeof cannedReply>
export const cannedBody = z.strictObject({ title: text(80), content })
export type CannedBody = z.input<typeof cannedBody>
export const cannedList = z.object({ replies: z.array(cannedReply) })
export type CannedList = z.infer<typeof cannedList>
export const oneCanned = z.object({ reply: cannedReply })
