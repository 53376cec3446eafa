import * as z from 'zod'
import { time } from '@/lib/time'
import { amount, baseUrl, count, identifier, listOf, multiplier, nullableDay, nullableText, plainText } from './members'
import { autoTags, modes, type PriceName, priceNames, type TimeoutName, thinkingKinds } from './names'
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

const price = z.strictObject(Object.fromEntries(priceNames.map((name) => [name, amount])) as Record<PriceName, typeof amount>).partial()

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

export const targetInput = z
  .strictObject({
    upstream: plainText(100),
    upstreamModel: identifier(300),
    priority: z.int().min(-1_000_000).max(1_000_000),
    weight: z.int().min(0).max(1_000_000),
    enabled: z.boolean(),
    context: count,
    params: z.record(z.string().max(200), z.json()).nullable(),
  })
  .partial()
  .required({ upstream: true })

const limits = { rpm: count, tpm: count, weeklyTokens: z.int().min(1).nullable(), concurrency: count }

const modelMembers = {
  enabled: z.boolean(),
  aliases: listOf(identifier(200)),
  name: plainText(200),
  provider: nullableText(100),
  ownedBy: z.union([plainText(200), z.null(), listOf(plainText(200))], { error: 'text_or_list' }),
  created: z.int().min(0).max(2_147_483_647).nullable(),
  size: nullableText(100),
  field: nullableText(200),
  thinking: z.enum(thinkingKinds).nullable(),
  mode: z.union([z.enum(modes), z.array(z.enum(modes)).min(1)], { error: `one_or_some_of:${modes.join(', ')}` }),
  context: count,
  maxOutput: count,
  capabilities: listOf(identifier(50)),
  needsUserMessage: z.boolean(),
  imageTokens: z.int().min(0).max(10_000_000),
  price,
  fallbacks: listOf(identifier(200), 20),
  groups: listOf(plainText(100)).nullable(),
  auto: listOf(z.enum(autoTags)),
  deprecatedAt: nullableDay,
  sunsetAt: nullableDay,
  successor: identifier(200).nullable(),
  ...limits,
  targets: listOf(targetInput),
}
export const modelId = identifier(200)
export const modelInput = z
  .strictObject({ id: modelId, ...modelMembers })
  .partial()
  .required({ id: true })
export const modelPatch = z.strictObject({ id: modelId, ...modelMembers }).partial()

const groupMembers = {
  name: plainText(100),
  multiplier,
  ...limits,
  spendLimitPerDay: amount.nullable(),
  spendLimitPerMonth: amount.nullable(),
  spendLimit: amount.nullable(),
  selectable: z.boolean(),
}
export const groupInput = z.strictObject(groupMembers).partial().required({ name: true })
export const groupPatch = z.strictObject(groupMembers).partial()

/** An upstream that is not saved yet, as the form has it. */
export const unsavedUpstream = upstreamPatch.pick({ baseUrl: true, protocol: true, apiKey: true }).required({ baseUrl: true })
export type UnsavedUpstream = z.input<typeof unsavedUpstream>
export const testInput = z.strictObject({
  /** By the upstream's own name; omitted: the first that one of our models uses there. */
  model: z.string().max(300).trim().min(1).optional(),
  prompt: z.string().max(10_000).trim().min(1).default('Say hello in one short sentence.'),
})

export type TestBody = z.input<typeof testInput>
export type UpstreamBody = z.input<typeof upstreamPatch>
export type UpstreamInput = z.output<typeof upstreamPatch>
export type TargetInput = z.output<typeof targetInput>
export type ModelBody = z.input<typeof modelPatch>
export type ModelInput = z.output<typeof modelPatch>
export type GroupBody = z.input<typeof groupPatch>
export type GroupInput = z.output<typeof groupPatch>

const whole = z.int().nullable()
const texts = z.array(z.string())
const maybeText = z.string().nullable()
const maybeDay = maybeText.meta({ format: 'date' })
const limitsAnswer = { rpm: whole, tpm: whole, weeklyTokens: whole, concurrency: whole }
const amounts = z.object(Object.fromEntries(priceNames.map((name) => [name, z.number()])) as Record<PriceName, z.ZodNumber>)

/** An upstream as operators see it; its credential is never answered. */
export const upstreamAnswer = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  baseUrl: z.string(),
  protocol: z.enum(protocolNames),
  apiKeySet: z.boolean(),
  apiKeyLast4: maybeText,
  apiKeyVariable: maybeText,
  concurrency: whole,
  timeouts,
  preset: maybeText,
  builtin: z.boolean(),
  /** Ids of the models that have a target there. */
  models: texts,
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

const targetAnswer = z.object({
  id: z.string(),
  upstream: z.string(),
  upstreamModel: z.string(),
  priority: z.int(),
  weight: z.int(),
  enabled: z.boolean(),
  context: whole,
  params: z.record(z.string(), z.json()).nullable(),
})
export type TargetLine = z.infer<typeof targetAnswer>

/** When the model is given up, when it will be gone, and what to call instead. */
const lifecycle = { deprecatedAt: maybeDay, sunsetAt: maybeDay, successor: maybeText }

export const modelAnswer = z.object({
  id: z.string(),
  enabled: z.boolean(),
  aliases: texts,
  name: z.string(),
  provider: maybeText,
  ownedBy: z.union([z.string(), z.null(), texts]),
  created: whole,
  size: maybeText,
  field: maybeText,
  thinking: z.enum(thinkingKinds).nullable(),
  mode: z.union([z.enum(modes), z.array(z.enum(modes))]),
  context: whole,
  maxOutput: whole,
  capabilities: texts,
  needsUserMessage: z.boolean(),
  imageTokens: z.int(),
  /** As it was given; what is absent follows. */
  price: amounts.partial(),
  effectivePrice: amounts,
  fallbacks: texts,
  groups: texts.nullable(),
  auto: z.array(z.enum(autoTags)),
  ...lifecycle,
  ...limitsAnswer,
  targets: z.array(targetAnswer),
  fromFile: z.boolean(),
  createdAt: time,
  updatedAt: time,
})
export type ModelLine = z.infer<typeof modelAnswer>
export const oneModel = z.object({ model: modelAnswer })
export const modelList = z.object({ models: z.array(modelAnswer) })
export type OneModel = z.infer<typeof oneModel>
export type ModelList = z.infer<typeof modelList>

export const groupAnswer = z.object({
  id: z.string(),
  name: z.string(),
  multiplier: z.number(),
  ...limitsAnswer,
  spendLimitPerDay: z.number().nullable(),
  spendLimitPerMonth: z.number().nullable(),
  spendLimit: z.number().nullable(),
  selectable: z.boolean(),
  members: z.int(),
  fromFile: z.boolean(),
  createdAt: time,
})
export type GroupLine = z.infer<typeof groupAnswer>
export const oneGroup = z.object({ group: groupAnswer })
export const groupList = z.object({ groups: z.array(groupAnswer) })
export type OneGroup = z.infer<typeof oneGroup>
export type GroupList = z.infer<typeof groupList>

/** A group that one's keys may be in: one's own, and those that operators opened to all. */
const groupChoice = groupAnswer.pick({ name: true, multiplier: true, rpm: true, tpm: true, selectable: true }).extend({ own: z.boolean() })
export type GroupChoice = z.infer<typeof groupChoice>
export const groupChoices = z.object({ groups: z.array(groupChoice) })
export type GroupChoices = z.infer<typeof groupChoices>

/** A model as everybody sees it. */
const publicModel = z.object({
  id: z.string(),
  aliases: texts,
  name: z.string(),
  provider: maybeText,
  size: maybeText,
  field: maybeText,
  thinking: maybeText,
  modes: texts,
  context: whole,
  maxOutput: whole,
  capabilities: texts,
  auto: texts,
  ...lifecycle,
  demo: z.boolean(),
  price: amounts,
})
export type ModelCard = z.infer<typeof publicModel>
export const publicModelsAnswer = z.object({
  models: z.array(publicModel),
  configured: z.boolean(),
  suggested: texts.meta({ description: 'Ids of the chat models, the one to begin with first.' }),
  queued: z
    .record(z.string(), z.int().nullable())
    .meta({ description: 'Models for which a call that comes now would wait: about how many seconds; null: not known.' }),
})
export type PublicModels = z.infer<typeof publicModelsAnswer>
