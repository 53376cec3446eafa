import * as z from 'zod'
import { locales } from '@/lib/locales'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'
import { mailStates } from './names'

export const mailId = z.object({ id: z.string().max(64) })

export const mailsParams = z.strictObject({
  ...pageQuery,
  state: z.enum(mailStates).optional(),
  /** A part of the recipient's address. */
  search: z.string().max(100).trim().optional(),
})
export type MailsQuery = z.input<typeof mailsParams>

const mailLine = z.object({
  id: z.string(),
  to: z.string(),
  user: z.object({ id: z.int(), username: z.string() }).nullable(),
  locale: z.enum(locales),
  event: z.string(),
  subject: z.string(),
  state: z.enum(mailStates),
  tries: z.int(),
  error: z.string().nullable(),
  createdAt: time,
  sentAt: time.nullable(),
})
export type MailLine = z.infer<typeof mailLine>
export const mailsPage = z.object({ mails: z.array(mailLine), nextCursor: z.string().nullable() })
export type MailsAnswer = z.infer<typeof mailsPage>

/** The mail as it is sent, with its secrets masked. */
export const mailDetail = mailLine.extend({ html: z.string(), text: z.string(), resendable: z.boolean() })
export type MailDetail = z.infer<typeof mailDetail>
