import * as z from 'zod'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'
import { announcementLevels, announcementStates } from './names'

const level = z.enum(announcementLevels)

/** An announcement in the reader's language. `content` is Markdown. */
export const announcement = z.object({
  id: z.string(),
  title: z.string(),
  content: z.string(),
  level,
  pinned: z.boolean(),
  published_at: time,
  expires_at: time.nullable(),
  /** Always false for visitors. */
  unread: z.boolean(),
})
export type AnnouncementView = z.infer<typeof announcement>
export const announcementsParams = z.strictObject(pageQuery)
export const announcementsAnswer = z.object({
  announcements: z.array(announcement),
  /** How many the reader has not read, those of other pages too. */
  unread: z.int(),
  nextCursor: z.string().nullable(),
})
export type AnnouncementsAnswer = z.infer<typeof announcementsAnswer>

/** The one that stands above the pages. */
export type Banner = Pick<AnnouncementView, 'id' | 'title' | 'level'>

/** Without `ids`: all that the reader sees. */
export const seenBody = z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(200).optional() })
export const seenAnswer = z.object({ unread: z.int() })

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const title = z.string().trim().max(200)
const body = z.string().trim().max(20_000)

const members = z.strictObject({
  titleZh: title.min(1),
  titleEn: title,
  bodyZh: body.min(1),
  bodyEn: body,
  level,
  pinned: z.boolean(),
  /** Names of groups; none: everybody, visitors too. */
  groups: z.array(z.string().max(100)).max(100),
  /** null: a draft. */
  publishAt: moment.nullable(),
  expiresAt: moment.nullable(),
})
export const newAnnouncementBody = members.extend({
  titleEn: members.shape.titleEn.default(''),
  bodyEn: members.shape.bodyEn.default(''),
  level: level.default('info'),
  pinned: z.boolean().default(false),
  groups: members.shape.groups.default([]),
  publishAt: members.shape.publishAt.default(null),
  expiresAt: members.shape.expiresAt.default(null),
})
export const announcementChange = members.partial()
export type AnnouncementInput = z.output<typeof members>
export type AnnouncementChange = z.output<typeof announcementChange>
export type AnnouncementBody = z.input<typeof members>

/** An announcement as operators see it. */
export const announcementLine = z.object({
  id: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  bodyZh: z.string(),
  bodyEn: z.string(),
  level,
  pinned: z.boolean(),
  groups: z.array(z.string()),
  publishAt: time.nullable(),
  expiresAt: time.nullable(),
  state: z.enum(announcementStates),
  /** How many users have read it. */
  reads: z.int(),
  createdBy: z.string().nullable(),
  updatedAt: time,
})
export type AnnouncementLine = z.infer<typeof announcementLine>
export const announcementLines = z.object({ announcements: z.array(announcementLine), nextCursor: z.string().nullable() })
export type AnnouncementLines = z.infer<typeof announcementLines>
export const announcementId = z.object({ id: z.string().max(64) })
