import * as z from 'zod'
import type { GroupBody, GroupLine } from '@/lib/catalog/schema'

const limit = (message: string, digits: number) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^([1-9]\\d{0,${digits - 1}})?$`), message)

export const groupSchema = (words: { multiplier: string; whole: string }) =>
  z.object({
    name: z.string().trim().min(1).max(100),
    multiplier: z
      .string()
      .trim()
      .regex(/^\d{1,3}(\.\d{1,4})?$/, words.multiplier),
    rpm: limit(words.whole, 9),
    tpm: limit(words.whole, 9),
    weeklyTokens: limit(words.whole, 15),
    concurrency: limit(words.whole, 9),
    selectable: z.boolean(),
  })
export type GroupDraft = z.infer<ReturnType<typeof groupSchema>>

const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
const number = (value: string) => (value === '' ? null : Number(value))

export const draftOfGroup = (line: GroupLine | undefined): GroupDraft => ({
  name: line?.name ?? '',
  multiplier: String(line?.multiplier ?? 1),
  rpm: line ? text(line.rpm) : '60',
  tpm: line ? text(line.tpm) : '200000',
  weeklyTokens: text(line?.weeklyTokens),
  concurrency: line ? text(line.concurrency) : '20',
  selectable: line?.selectable ?? false,
})

export const bodyOfGroup = ({ name, multiplier, selectable, ...limits }: GroupDraft, line: GroupLine | undefined): GroupBody => ({
  ...(!line && { name }),
  multiplier,
  selectable,
  rpm: number(limits.rpm),
  tpm: number(limits.tpm),
  weeklyTokens: number(limits.weeklyTokens),
  concurrency: number(limits.concurrency),
})
