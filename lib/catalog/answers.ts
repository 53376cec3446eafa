import * as z from 'zod'
import { priceMembers } from './price'

// The schemas of what the routes answer.

const amounts = (optional: boolean) =>
  z.object(Object.fromEntries(priceMembers.map((member) => [member, optional ? z.number().optional() : z.number()])))
const whole = z.int().nullable()
const texts = z.array(z.string())
const text = z.string().nullable()

export const upstreamAnswer = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  baseUrl: z.string(),
  protocol: z.string(),
  apiKeySet: z.boolean(),
  apiKeyLast4: text,
  apiKeyVariable: text,
  concurrency: whole,
  timeouts: z.record(z.string(), z.number().nullable()),
  preset: text,
  builtin: z.boolean(),
  models: texts,
  fromFile: z.boolean(),
  createdAt: z.string(),
})

export const modelAnswer = z.object({
  id: z.string(),
  enabled: z.boolean(),
  aliases: texts,
  name: z.string(),
  provider: text,
  ownedBy: z.union([z.string(), z.null(), texts]),
  created: whole,
  size: text,
  field: text,
  thinking: text,
  mode: z.union([z.string(), texts]),
  context: whole,
  maxOutput: whole,
  capabilities: texts,
  needsUserMessage: z.boolean(),
  imageTokens: z.int(),
  price: amounts(true),
  effectivePrice: amounts(false),
  fallbacks: texts,
  groups: texts.nullable(),
  auto: texts,
  targets: z.array(
    z.object({
      id: z.string(),
      upstream: z.string(),
      upstreamModel: z.string(),
      priority: z.int(),
      weight: z.int(),
      enabled: z.boolean(),
      context: whole,
      params: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  fromFile: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
})

export const groupAnswer = z.object({
  id: z.string(),
  name: z.string(),
  multiplier: z.number(),
  rpm: whole,
  tpm: whole,
  weeklyTokens: whole,
  concurrency: whole,
  selectable: z.boolean(),
  members: z.int(),
  fromFile: z.boolean(),
  createdAt: z.string(),
})

export const publicModelAnswer = z.object({
  id: z.string(),
  aliases: texts,
  name: z.string(),
  provider: text,
  size: text,
  field: text,
  thinking: text,
  modes: texts,
  context: whole,
  maxOutput: whole,
  capabilities: texts,
  auto: texts,
  demo: z.boolean(),
  price: amounts(false),
})
