import * as z from 'zod'
import { time } from '@/lib/time'
import { baseUrl, count, nullableText, plainText } from './members'
import type { TimeoutName } from './names'
import { protocolNames } from './protocols'

const seconds = z.number().positive().max(86_400)
const eachTimeout = {
  connect: seconds,
  firstByte: seconds,
  firstToken: seconds.nullable(),
  idle: seconds,
  answer: seconds,
  total: seconds,
} satisfies Record<TimeoutName, z.ZodType>
const timeouts = z.strictObject(eachTimeout).partial()

/** Every member as it is sent. None has a default here, because a change names only some of them. */
const upstreamMembers = {
  name: plainText(100),
  enabled: z.boolean(),
  baseUrl,
  protocol: z.enum(protocolNames),
  apiKey: z
    .string()
    .max(10_000)
    .trim()
    .regex(/^[\x21-\x7e]*$/, 'ascii')
    .nullable(),
  concurrency: count,
  timeouts,
  preset: nullableText(40),
}
export const upstreamInput = z.strictObject(upstreamMembers).partial().required({ name: true })
export const upstreamPatch = z.strictObject(upstreamMembers).partial()

export type UpstreamBody = z.input<typeof upstreamPatch>
export type UpstreamInput = z.output<typeof upstreamPatch>

/** An upstream that is not saved yet, as the form has it. */
export const unsavedUpstream = upstreamPatch.pick({ baseUrl: true, protocol: true, apiKey: true }).required({ baseUrl: true })
export type UnsavedUpstream = z.input<typeof unsavedUpstream>
export const testInput = z.strictObject({
  /** By the upstream's own name; omitted: the first that one of our models uses there. */
  model: z.string().max(300).trim().min(1).optional(),
  prompt: z.string().max(10_000).trim().min(1).default('Say hello in one short sentence.'),
})
export type TestBody = z.input<typeof testInput>

/** An upstream as operators see it; its credential is never answered. */
export const upstreamAnswer = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  baseUrl: z.string(),
  protocol: z.enum(protocolNames),
  apiKeySet: z.boolean(),
  apiKeyLast4: z.string().nullable(),
  apiKeyVariable: z.string().nullable(),
  concurrency: z.int().nullable(),
  timeouts,
  preset: z.string().nullable(),
  builtin: z.boolean(),
  /** Ids of the models that have a target there. */
  models: z.array(z.string()),
  fromFile: z.boolean(),
  createdAt: time,
})
export type UpstreamLine = z.infer<typeof upstreamAnswer>
export const oneUpstream = z.object({ upstream: upstreamAnswer })
export const upstreamList = z.object({ upstreams: z.array(upstreamAnswer) })
export type OneUpstream = z.infer<typeof oneUpstream>
export type UpstreamList = z.infer<typeof upstreamList>
export const offeredModels = z.object({ models: z.array(z.object({ id: z.string() })) })
export type OfferedAnswer = z.infer<typeof offeredModels>
