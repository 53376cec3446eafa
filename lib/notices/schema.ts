import * as z from 'zod'
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
