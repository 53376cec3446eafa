import * as z from 'zod'
import { localInput } from '@/components/form/local-input'
import { announcementLevels } from '@/lib/announcements/names'
import type { AnnouncementBody, AnnouncementLine } from '@/lib/announcements/schema'

export const whens = ['draft', 'now', 'at'] as const
const title = z.string().trim().max(200)
const text = z.string().trim().max(20_000)

export const announcementSchema = (atMissing: string) =>
  z
    .object({
      titleZh: title.min(1),
      titleEn: title,
      bodyZh: text.min(1),
      bodyEn: text,
      level: z.enum(announcementLevels),
      pinned: z.boolean(),
      groups: z.array(z.string()),
      when: z.enum(whens),
      publishAt: z.string(),
      expiresAt: z.string(),
    })
    .refine(({ when, publishAt }) => when !== 'at' || publishAt !== '', { path: ['publishAt'], message: atMissing })
export type AnnouncementDraft = z.infer<ReturnType<typeof announcementSchema>>

const asInput = (time: string | null | undefined) => (time ? localInput(new Date(time)) : '')

export const draftOf = (line: AnnouncementLine | undefined): AnnouncementDraft => ({
  titleZh: line?.titleZh ?? '',
  titleEn: line?.titleEn ?? '',
  bodyZh: line?.bodyZh ?? '',
  bodyEn: line?.bodyEn ?? '',
  level: line?.level ?? 'info',
  pinned: line?.pinned ?? false,
  groups: line?.groups ?? [],
  when: line === undefined ? 'now' : line.publishAt === null ? 'draft' : 'at',
  publishAt: asInput(line?.publishAt),
  expiresAt: asInput(line?.expiresAt),
})

const asSent = (input: string) => (input === '' ? null : new Date(input).toISOString())

/** A time that was not touched stays exact, although the input shows minutes only. */
const kept = (input: string, before: string | null | undefined) => (before && asInput(before) === input ? before : asSent(input))

export function bodyOf({ when, publishAt, expiresAt, ...rest }: AnnouncementDraft, line: AnnouncementLine | undefined): AnnouncementBody {
  const at = { draft: null, now: new Date().toISOString(), at: kept(publishAt, line?.publishAt) }[when]
  return { ...rest, publishAt: at, expiresAt: kept(expiresAt, line?.expiresAt) }
}
