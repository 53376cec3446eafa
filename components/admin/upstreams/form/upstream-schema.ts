import * as z from 'zod'
import { type TimeoutName, timeoutNames } from '@/lib/catalog/names'
import { protocolNames } from '@/lib/catalog/protocols'
import type { UpstreamBody, UpstreamLine } from '@/lib/catalog/upstream-schema'

const seconds = (message: string) =>
  z
    .string()
    .trim()
    .regex(/^(\d{1,5}(\.\d{1,3})?)?$/, message)
    .refine((text) => text === '' || (Number(text) > 0 && Number(text) <= 86_400), message)

export const upstreamSchema = (words: { baseUrl: string; whole: string; seconds: string }) =>
  z
    .object({
      enabled: z.boolean(),
      preset: z.string(),
      name: z.string().trim().min(1).max(100),
      protocol: z.enum(protocolNames),
      baseUrl: z.string().trim().max(2000),
      /** null: the stored one stays */
      apiKey: z.string().trim().max(10_000).nullable(),
      concurrency: z
        .string()
        .trim()
        .regex(/^([1-9]\d{0,8})?$/, words.whole),
      timeouts: z.object(
        Object.fromEntries(timeoutNames.map((name) => [name, seconds(words.seconds)])) as Record<TimeoutName, ReturnType<typeof seconds>>,
      ),
    })
    .refine(({ protocol, baseUrl }) => protocol === 'builtin' || /^https?:\/\/[^\s/]+/i.test(baseUrl), {
      path: ['baseUrl'],
      message: words.baseUrl,
    })
export type UpstreamDraft = z.infer<ReturnType<typeof upstreamSchema>>

const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))

export const draftOfUpstream = (line: UpstreamLine | undefined): UpstreamDraft => ({
  enabled: line?.enabled ?? true,
  preset: line ? (line.preset ?? 'custom') : 'vllm',
  name: line?.name ?? '',
  protocol: line?.protocol ?? 'openai',
  baseUrl: line?.baseUrl ?? '',
  apiKey: line?.apiKeySet ? null : '',
  concurrency: text(line?.concurrency),
  timeouts: Object.fromEntries(timeoutNames.map((name) => [name, text(line?.timeouts[name])])) as Record<TimeoutName, string>,
})

/** Makes what is sent. The credential is in it only when somebody typed or removed one. */
export function bodyOfUpstream(draft: UpstreamDraft, line: UpstreamLine | undefined): UpstreamBody {
  const { apiKey, concurrency, timeouts, ...rest } = draft
  const given = timeoutNames.filter((name) => timeouts[name] !== '')
  return {
    ...rest,
    concurrency: concurrency === '' ? null : Number(concurrency),
    timeouts: Object.fromEntries(given.map((name) => [name, Number(timeouts[name])])),
    ...(apiKey !== null && (apiKey !== '' || line?.apiKeySet) && { apiKey: apiKey === '' ? null : apiKey }),
  }
}
