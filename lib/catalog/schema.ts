import * as z from 'zod'
import { time } from '@/lib/time'
import { amount, count, identifier, limits, limitsAnswer, listOf, nullableDay, nullableText, plainText } from './members'
import { autoTags, cacheScopes, cacheUsers, longestCacheSeconds, modes, type PriceName, priceNames, thinkingKinds } from './names'

/** For pictures of a size, a quality or both. */
const imagePrice = z.strictObject({ size: identifier(40).optional(), quality: identifier(40).optional(), price: amount })
const eachAmount = Object.fromEntries(priceNames.map((name) => [name, amount])) as Record<PriceName, typeof amount>
const price = z.strictObject({ ...eachAmount, imagePrices: listOf(imagePrice, 50) }).partial()

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

/** What the response cache does for a model. It is given whole. */
const cacheMember = z
  .strictObject({
    ttlSeconds: z.int().min(1).max(longestCacheSeconds),
    share: z.int().min(0).max(100).default(0).meta({ description: 'What a kept answer costs, in percent of the price.' }),
    scope: z.enum(cacheScopes).default('user'),
    keys: z.enum(cacheUsers).default('asking').meta({ description: 'asking: only calls of keys that have it switched on.' }),
  })
  .nullable()

/** Every member as it is sent. None has a default here, because a change names only some of them. */
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
  cache: cacheMember,
  ...limits,
  targets: listOf(targetInput),
}
export const modelId = identifier(200)
export const modelInput = z
  .strictObject({ id: modelId, ...modelMembers })
  .partial()
  .required({ id: true })
export const modelPatch = z.strictObject({ id: modelId, ...modelMembers }).partial()

export type TargetInput = z.output<typeof targetInput>
export type ModelBody = z.input<typeof modelPatch>
export type ModelInput = z.output<typeof modelPatch>

const whole = z.int().nullable()
const texts = z.array(z.string())
const maybeText = z.string().nullable()
const maybeDay = maybeText.meta({ format: 'date' })
const amounts = z.object(Object.fromEntries(priceNames.map((name) => [name, z.number()])) as Record<PriceName, z.ZodNumber>)

const maybePicture = { size: z.string().optional(), quality: z.string().optional() }

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

const givenPrice = amounts.partial().extend({ imagePrices: z.array(z.object({ ...maybePicture, price: z.number() })).optional() })

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
  price: givenPrice,
  effectivePrice: amounts,
  fallbacks: texts,
  groups: texts.nullable(),
  auto: z.array(z.enum(autoTags)),
  ...lifecycle,
  /** What the response cache does for it; null: nothing. */
  cache: z.object({ ttlSeconds: z.int(), share: z.int(), scope: z.enum(cacheScopes), keys: z.enum(cacheUsers) }).nullable(),
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

export const priceHistoryAnswer = z.object({
  versions: z.array(
    z.object({
      id: z.string(),
      since: time,
      /** The name of who set it; null where the installation did, or nobody knows any more. */
      by: maybeText,
      price: givenPrice,
    }),
  ),
})
export type PriceHistory = z.infer<typeof priceHistoryAnswer>

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
  imagePrices: z
    .array(z.object({ size: maybeText, quality: maybeText, price: z.number() }))
    .meta({ description: 'What pictures cost: the first line that fits, and where none does, the price per image.' }),
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
