import * as z from 'zod'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'

/** The most shares that a user keeps. */
export const mostShares = 100
/** The most characters of a share. */
export const longestShare = 400_000

const messageIds = z.array(z.string().max(64)).min(1).max(2000)
const expiry = z.iso
  .datetime({ offset: true })
  .transform((moment) => new Date(moment))
  .refine((moment) => moment.getTime() > Date.now(), 'in_the_past')
  .nullable()

export const newShare = z.strictObject({
  conv_id: z.string().min(1).max(64),
  /** Without it, the whole newest branch. */
  message_ids: messageIds.optional(),
  expires_at: expiry.default(null),
})
export type NewShare = z.input<typeof newShare>
export const shareChange = z.strictObject({
  expires_at: expiry.optional(),
  /** Copies the conversation again as it is now. */
  renew: z.literal(true).optional(),
  message_ids: messageIds.optional(),
})
export type ShareChange = z.input<typeof shareChange>

export const share = z.object({
  id: z.string(),
  /** The path of the public page. */
  share_url: z.string(),
  conversation_id: z.string(),
  title: z.string(),
  message_count: z.int(),
  created_at: time,
  updated_at: time,
  /** Null: it does not expire. */
  expires_at: time.nullable(),
  expired: z.boolean(),
})
export type ShareView = z.infer<typeof share>
export const shareList = z.object({ shares: z.array(share), next_cursor: z.string().nullable() })
export type SharesAnswer = z.infer<typeof shareList>
export const shareParams = z.strictObject({ ...pageQuery, conv_id: z.string().max(64).optional() })

export const sharedMessage = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  model: z.string().nullable(),
  timestamp: time,
})
export type SharedMessage = z.infer<typeof sharedMessage>
/** What anybody sees who has the address. Whose it is, is not said. */
export const shared = z.object({ id: z.string(), title: z.string(), updated_at: time, messages: z.array(sharedMessage) })
export type Shared = z.infer<typeof shared>
