import * as z from 'zod'
import { time } from '@/lib/time'

const noNul = (text: string) => !text.includes('\0')
const title = z.string().max(200).trim().min(1).refine(noNul)
const modelName = z.string().min(1).max(200)
export const longestMessage = 400_000
/**
 * The most characters of a conversation, with each message counted as at least 500 and all branches included. A conversation is read and
 * shown as a whole.
 */
export const longestConversation = 4_000_000

/** What a conversation may be begun for at SuperBuddy. Each has a system prompt that operators edit. */
export const scenarios = ['science', 'code', 'writing', 'data', 'translate', 'general'] as const
export type Scenario = (typeof scenarios)[number]

export const conversation = z.object({
  id: z.string(),
  title: z.string(),
  model: z.string().nullable(),
  pinned: z.boolean(),
  systemPrompt: z.string().nullable(),
  /** Given where it was begun at SuperBuddy: then its messages cost points and no money. */
  scenario: z.enum(scenarios).nullable(),
  createdAt: time,
  updatedAt: time,
  /** An answer is being written. */
  running: z.boolean(),
})
export type ConversationView = z.infer<typeof conversation>

export const conversationList = z.object({ conversations: z.array(conversation), nextCursor: z.string().nullable() })
export type ConversationsAnswer = z.infer<typeof conversationList>
export const oneConversation = z.object({ conversation })
export type OneConversation = z.infer<typeof oneConversation>
export const stopped = z.object({ stopped: z.boolean() })
export type Stopped = z.infer<typeof stopped>
export const conversationParams = z.strictObject({
  search: z.string().max(200).trim().optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const newConversation = z.strictObject({
  title: title.optional(),
  model: modelName.optional(),
  systemPrompt: z.string().max(100_000).refine(noNul).nullish(),
})
export const conversationChange = z.strictObject({
  title: title.optional(),
  pinned: z.boolean().optional(),
  model: modelName.nullable().optional(),
  systemPrompt: z.string().max(100_000).refine(noNul).nullable().optional(),
})
export type ConversationChange = z.input<typeof conversationChange>

export const messageStatuses = ['running', 'complete', 'stopped', 'failed', 'interrupted'] as const
export type MessageStatus = (typeof messageStatuses)[number]

/** The facts about a message besides its parts. Money is an exact decimal. */
export const messageFacts = z.object({
  status: z.enum(messageStatuses),
  errorCode: z.string().nullable(),
  /** The gateway's sentence when the answer failed. */
  errorMessage: z.string().nullable().optional(),
  model: z.string().nullable(),
  callId: z.string().nullable(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  charge: z.number().nullable(),
  ttftMs: z.number().nullable(),
  durationMs: z.number().nullable(),
  reasoningMs: z.number().nullable(),
  createdAt: time,
})
export type MessageFacts = z.infer<typeof messageFacts>

export const messagePart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('reasoning'), text: z.string() }),
])
export type MessagePart = z.infer<typeof messagePart>

/** In the shape of the ai package's UIMessage. */
export const message = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  parts: z.array(messagePart),
  metadata: messageFacts,
})
export type MessageView = z.infer<typeof message>
export const conversationDetail = z.object({ conversation, messages: z.array(message) })
export type ConversationDetail = z.infer<typeof conversationDetail>

/**
 * One turn: a new message (`text`), or with `regenerate` another answer to the question before that message.
 * `editOf` puts the new message beside an earlier one instead of after the last.
 */
export const turnRequest = z
  .strictObject({
    text: z.string().max(longestMessage).refine(noNul, 'unstorable').optional(),
    model: modelName,
    regenerate: z.string().max(64).optional(),
    editOf: z.string().max(64).optional(),
    temperature: z.number().min(0).max(2).optional(),
    maxTokens: z.number().int().min(1).max(1_000_000).optional(),
  })
  .refine((turn) => turn.regenerate !== undefined || (turn.text?.trim() ?? '') !== '', {
    path: ['text'],
    message: 'empty',
  })
export type TurnRequest = z.infer<typeof turnRequest>
