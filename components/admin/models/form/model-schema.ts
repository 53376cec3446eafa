import * as z from 'zod'
import { plainNumber, rateMembers, ratesOf, ratesSent } from '@/components/shared/limits/limit-draft'
import {
  autoTags,
  cacheScopes,
  cacheUsers,
  longestCacheSeconds,
  modes,
  type PriceName,
  priceNames,
  thinkingKinds,
} from '@/lib/catalog/names'
import type { ModelBody, ModelLine, TargetLine } from '@/lib/catalog/schema'
import { sentTargets } from '@/lib/queries/admin-models'

const amount = (message: string) =>
  z
    .string()
    .trim()
    .regex(/^(\d{1,9}(\.\d{1,9})?)?$/, message)
const whole = (message: string) =>
  z
    .string()
    .trim()
    .regex(/^([1-9]\d{0,8})?$/, message)
const day = (message: string) => z.union([z.literal(''), z.iso.date(message)], { error: message })
const name = (message: string) => z.string().trim().min(1).max(200).regex(/^\S*$/, message)

const pictureWord = z.string().trim().max(40)

interface Words {
  price: string
  priceMissing: string
  whole: string
  blanks: string
  modeMissing: string
  groupMissing: string
  targetTwice: string
  day: string
  seconds: string
  share: string
}

export const modelSchema = (words: Words) =>
  z
    .object({
      enabled: z.boolean(),
      id: name(words.blanks),
      name: z.string().trim().max(200),
      provider: z.string().trim().max(100),
      aliases: z.array(name(words.blanks)).max(100),
      modes: z.array(z.enum(modes)).min(1, words.modeMissing),
      context: whole(words.whole),
      maxOutput: whole(words.whole),
      size: z.string().trim().max(100),
      field: z.string().trim().max(200),
      capabilities: z.array(name(words.blanks)).max(100),
      thinking: z.enum(['', ...thinkingKinds]),
      needsUserMessage: z.boolean(),
      price: z.object({
        ...(Object.fromEntries(priceNames.map((one) => [one, amount(words.price)])) as Record<PriceName, ReturnType<typeof amount>>),
        imagePrices: z.array(z.object({ size: pictureWord, quality: pictureWord, price: amount(words.price).min(1, words.price) })).max(50),
      }),
      everyGroup: z.boolean(),
      groups: z.array(z.string()),
      fallbacks: z.array(z.string()).max(20),
      auto: z.array(z.enum(autoTags)),
      deprecatedAt: day(words.day),
      sunsetAt: day(words.day),
      successor: z.string(),
      cache: z.object({
        ttlSeconds: whole(words.seconds).refine((value) => Number(value) <= longestCacheSeconds, words.seconds),
        share: z
          .string()
          .trim()
          .regex(/^(100|\d{1,2})$/, words.share),
        scope: z.enum(cacheScopes),
        keys: z.enum(cacheUsers),
      }),
      ...rateMembers(words),
      targets: z.array(
        z.object({
          upstream: z.string().min(1),
          upstreamModel: z.string().trim().max(300).regex(/^\S*$/, words.blanks),
          priority: z
            .string()
            .trim()
            .regex(/^-?\d{1,6}$/),
          weight: z
            .string()
            .trim()
            .regex(/^\d{1,6}$/),
          enabled: z.boolean(),
          context: z.number().nullable(),
          /** Kept as it is. */
          params: z.unknown(),
        }),
      ),
    })
    .refine(({ price }) => priceNames.some((one) => price[one] !== ''), { path: ['price', 'input'], message: words.priceMissing })
    .refine(({ everyGroup, groups }) => everyGroup || groups.length > 0, { path: ['groups'], message: words.groupMissing })
    .superRefine(({ id, targets }, context) => {
      const seen = new Set<string>()
      for (const [at, { upstream, upstreamModel }] of targets.entries()) {
        const pair = `${upstream}\n${upstreamModel || id}`
        if (seen.has(pair)) context.addIssue({ code: 'custom', path: ['targets', at, 'upstreamModel'], message: words.targetTwice })
        seen.add(pair)
      }
    })
export type ModelDraft = z.infer<ReturnType<typeof modelSchema>>

const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value))

export const draftOfModel = (line: ModelLine | undefined): ModelDraft => ({
  enabled: line?.enabled ?? true,
  id: line?.id ?? '',
  name: line?.name ?? '',
  provider: text(line?.provider),
  aliases: line?.aliases ?? [],
  modes: line ? [line.mode].flat() : ['chat'],
  context: text(line?.context),
  maxOutput: text(line?.maxOutput),
  size: text(line?.size),
  field: text(line?.field),
  capabilities: line?.capabilities ?? [],
  thinking: line?.thinking ?? '',
  needsUserMessage: line?.needsUserMessage ?? false,
  price: {
    ...(Object.fromEntries(priceNames.map((one) => [one, plainNumber(line?.price[one])])) as Record<PriceName, string>),
    imagePrices: (line?.price.imagePrices ?? []).map(({ size, quality, price }) => ({
      size: text(size),
      quality: text(quality),
      price: plainNumber(price),
    })),
  },
  everyGroup: (line?.groups ?? null) === null,
  groups: line?.groups ?? [],
  fallbacks: line?.fallbacks ?? [],
  auto: line?.auto ?? [],
  deprecatedAt: text(line?.deprecatedAt),
  sunsetAt: text(line?.sunsetAt),
  successor: text(line?.successor),
  cache: {
    ttlSeconds: text(line?.cache?.ttlSeconds),
    share: text(line?.cache?.share ?? 0),
    scope: line?.cache?.scope ?? 'user',
    keys: line?.cache?.keys ?? 'asking',
  },
  ...ratesOf(line),
  targets: sentTargets(line?.targets ?? []).map((target) => ({
    ...target,
    priority: String(target.priority),
    weight: String(target.weight),
  })),
})

const number = (value: string) => (value === '' ? null : Number(value))

/** What is empty is left out. */
function priceBody({ imagePrices, ...amounts }: ModelDraft['price']): ModelBody['price'] {
  const given = <T extends object>(members: T) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''))
  const lines = imagePrices.map(({ price, ...picture }) => ({ ...given(picture), price }))
  return { ...given(amounts), ...(lines.length > 0 && { imagePrices: lines }) }
}

function wholeBody(draft: ModelDraft): Required<Pick<ModelBody, 'id'>> & ModelBody {
  const { modes: chosen, everyGroup, ...rest } = draft
  return {
    ...rest,
    name: draft.name || draft.id,
    provider: draft.provider || null,
    size: draft.size || null,
    field: draft.field || null,
    thinking: draft.thinking || null,
    mode: chosen.length === 1 ? (chosen[0] ?? 'chat') : chosen,
    context: number(draft.context),
    maxOutput: number(draft.maxOutput),
    ...ratesSent(draft),
    price: priceBody(draft.price),
    groups: everyGroup ? null : draft.groups,
    deprecatedAt: draft.deprecatedAt || null,
    sunsetAt: draft.sunsetAt || null,
    successor: draft.successor || null,
    cache:
      draft.cache.ttlSeconds === ''
        ? null
        : { ...draft.cache, ttlSeconds: Number(draft.cache.ttlSeconds), share: Number(draft.cache.share) },
    targets: draft.targets.map(({ upstreamModel, priority, weight, params, ...target }) => ({
      ...target,
      params: params as TargetLine['params'],
      ...(upstreamModel !== '' && { upstreamModel }),
      priority: Number(priority),
      weight: Number(weight),
    })),
  }
}

/** A new model sends every field. An existing one sends only what was changed, so that untouched prices never pass through a double. */
export function bodyOfModel(draft: ModelDraft, line: ModelLine | undefined): ModelBody & { id: string } {
  const body = wholeBody(draft)
  if (!line) return body
  const before = wholeBody(draftOfModel(line)) as Record<string, unknown>
  const changed = Object.entries(body).filter(([member, value]) => JSON.stringify(value) !== JSON.stringify(before[member]))
  return { ...Object.fromEntries(changed), id: line.id }
}
