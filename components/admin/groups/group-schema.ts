import * as z from 'zod'
import { type LimitWords, rateMembers, ratesOf, ratesSent, spendMembers, spendOf, spendSent } from '@/components/shared/limits/limit-draft'
import type { GroupBody, GroupLine } from '@/lib/catalog/group-schema'

export const groupSchema = (words: LimitWords & { multiplier: string }) =>
  z.object({
    name: z.string().trim().min(1).max(100),
    multiplier: z
      .string()
      .trim()
      .regex(/^\d{1,3}(\.\d{1,4})?$/, words.multiplier),
    ...rateMembers(words),
    ...spendMembers(words),
    selectable: z.boolean(),
  })
export type GroupDraft = z.infer<ReturnType<typeof groupSchema>>

const newGroup = { rpm: 60, tpm: 200_000, weeklyTokens: null, concurrency: 20 }

export const draftOfGroup = (line: GroupLine | undefined): GroupDraft => ({
  name: line?.name ?? '',
  multiplier: String(line?.multiplier ?? 1),
  ...ratesOf(line ?? newGroup),
  ...spendOf(line),
  selectable: line?.selectable ?? false,
})

export const bodyOfGroup = ({ name, multiplier, selectable, ...limits }: GroupDraft, line: GroupLine | undefined): GroupBody => ({
  ...(!line && { name }),
  multiplier,
  selectable,
  ...ratesSent(limits),
  ...spendSent(limits),
})
