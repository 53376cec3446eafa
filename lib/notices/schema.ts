import * as z from 'zod'
import { decimalInput } from '@/lib/decimal-input'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'

export const noticesParams = z.strictObject({ ...pageQuery })

const noticeLine = z.object({
  id: z.string(),
  event: z.string(),
  title: z.string(),
  body: z.string(),
  /** A path of ours. */
  href: z.string().nullable(),
  createdAt: time,
  read: z.boolean(),
})
export type NoticeLine = z.infer<typeof noticeLine>
export const noticesPage = z.object({ notices: z.array(noticeLine), unread: z.int(), nextCursor: z.string().nullable() })
export type NoticesAnswer = z.infer<typeof noticesPage>

/** Without ids: all of them. */
export const noticesReadBody = z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(200).optional() })
export const noticesRead = z.object({ unread: z.int() })
export type NoticesRead = z.infer<typeof noticesRead>

/** How a user is told of things. */
export const noticeSettings = z.object({
  mail: z.boolean(),
  /** The balance below which the user is warned; 0: never. */
  lowBalance: z.number(),
  /** Days before keys and grants expire at which the user is warned; 0: never. */
  expiryDays: z.int(),
  webhook: z.object({ url: z.string() }).nullable(),
})
export type NoticeSettings = z.infer<typeof noticeSettings>

export const noticeChange = z.strictObject({
  mail: z.boolean().optional(),
  lowBalance: decimalInput({ places: 2, min: 0n, max: 1_000_000_000_000_000n }).optional(),
  expiryDays: z.int().min(0).max(60).optional(),
})
export type NoticeChange = z.output<typeof noticeChange>
export type NoticeChangeBody = z.input<typeof noticeChange>

export const webhookBody = z.strictObject({ url: z.string().trim().min(1).max(500) })
export const newWebhook = z.object({ url: z.string(), secret: z.string() })
export type NewWebhook = z.infer<typeof newWebhook>
/** The status that the address answered with; null when nothing answered. */
export const webhookTried = z.object({ status: z.int().nullable() })
export type WebhookTried = z.infer<typeof webhookTried>
