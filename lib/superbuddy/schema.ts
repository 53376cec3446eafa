import * as z from 'zod'
import { longestMessage, messageStatuses, scenarios } from '@/lib/conversations/schema'
import { decimalInput } from '@/lib/decimal-input'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'

const storable = (text: string) => !text.includes('\0')
const title = z.string().max(200).trim().min(1).refine(storable, 'unstorable')
const modelName = z.string().min(1).max(200)

export const buddyConversation = z.object({
  id: z.string(),
  title: z.string(),
  /** Null where it was begun in the playground. */
  scenario: z.enum(scenarios).nullable(),
  model: z.string().nullable(),
  pinned: z.boolean(),
  /** All branches included. */
  message_count: z.int(),
  created_at: time,
  updated_at: time,
})
export type BuddyConversation = z.infer<typeof buddyConversation>
export const buddyConversations = z.object({ conversations: z.array(buddyConversation), next_cursor: z.string().nullable() })
export const newBuddyConversation = z.strictObject({
  title: title.optional(),
  scenario: z.enum(scenarios).default('general'),
  model: modelName.optional(),
})
export const buddyConversationChange = z.strictObject({
  title: title.optional(),
  pinned: z.boolean().optional(),
  scenario: z.enum(scenarios).optional(),
  model: modelName.nullable().optional(),
})

export const buddyMessage = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  model: z.string().nullable(),
  status: z.enum(messageStatuses),
  timestamp: time,
})
export type BuddyMessage = z.infer<typeof buddyMessage>
export const buddyMessages = z.object({ messages: z.array(buddyMessage), next_cursor: z.string().nullable() })
export const buddyPage = z.strictObject(pageQuery)

export const askBody = z.strictObject({
  conv_id: z.string().min(1).max(64),
  content: z
    .string()
    .max(longestMessage)
    .refine(storable, 'unstorable')
    .refine((text) => text.trim() !== '', 'empty'),
  model: modelName.default('auto'),
  stream: z.boolean().default(false),
})
/** `points` is what is left. */
export const answered = z.object({ assistant_message: buddyMessage, points: z.int() })
export type Answered = z.infer<typeof answered>

export const searchParams = z.strictObject({ ...pageQuery, q: z.string().max(200).trim().min(1) })
export const found = z.object({
  results: z.array(
    z.object({
      conversation_id: z.string(),
      /** Null where the title was found. */
      message_id: z.string().nullable(),
      title: z.string(),
      role: z.string().nullable(),
      /** HTML of words alone: what was found stands in `<mark>`, everything else is escaped. */
      snippet: z.string(),
      timestamp: time,
    }),
  ),
  total: z.int(),
  next_cursor: z.string().nullable(),
})

/** `credit_balance` is cash and grant, as at `/v1/dashboard/billing`. */
export const points = z.object({
  points: z.int(),
  credit_balance: z.number(),
  currency: z.string(),
  /** What a message costs. */
  per_message: z.int(),
  /** How many points one unit of the currency buys. */
  per_unit: z.int(),
})
export type PointsView = z.infer<typeof points>
/** In the system's currency. */
export const buyBody = z.strictObject({ amount: decimalInput({ places: 2, min: 1n }) })
export type BuyBody = z.input<typeof buyBody>
/** `points` is the total afterwards. */
export const bought = z.object({ success: z.literal(true), points: z.int(), credit_balance: z.number() })
export type Bought = z.infer<typeof bought>

export const exportParams = z.strictObject({ format: z.enum(['json', 'markdown']).default('json') })
export const exported = buddyConversation
  .omit({ message_count: true, pinned: true })
  .extend({ system_prompt: z.string().nullable(), exported_at: time, messages: z.array(buddyMessage) })
export type Exported = z.infer<typeof exported>
