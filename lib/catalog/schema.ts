import * as z from 'zod'
import { decimalInput } from '@/lib/decimal-input'
import { formatNanos } from '@/lib/money'
import { readBaseUrl } from './base-url'
import { type PriceMember, priceMembers } from './price'

export const protocolNames = ['openai', 'openai-responses', 'anthropic', 'gemini', 'builtin'] as const
export type Protocol = (typeof protocolNames)[number]
export const modes = ['chat', 'embedding', 'rerank', 'image', 'transcription', 'speech', 'moderation', 'tool'] as const
export const autoTags = ['chat', 'code', 'vision', 'tools', 'long', 'reasoning'] as const

/**
 * The names under which such a server keeps to a ceiling on an answer's tokens. `unsure` means that it may know either name or none, so
 * both are sent and neither is relied on.
 */
export type CeilingNames = 'max_tokens' | 'max_completion_tokens' | 'both' | 'unsure'

interface Preset {
  id: string
  name: string
  protocol: Protocol
  baseUrl: string
  needsKey: boolean
  ceiling: CeilingNames
}

/** The presets of the form for a new upstream, and what is known of such servers. A choice is added by one line. */
export const presets = [
  { id: 'vllm', name: 'vLLM', protocol: 'openai', baseUrl: 'http://10.0.0.1:8000/v1', needsKey: false, ceiling: 'both' },
  { id: 'sglang', name: 'SGLang', protocol: 'openai', baseUrl: 'http://10.0.0.1:30000/v1', needsKey: false, ceiling: 'both' },
  { id: 'ollama', name: 'Ollama', protocol: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', needsKey: false, ceiling: 'max_tokens' },
  { id: 'llama.cpp', name: 'llama.cpp', protocol: 'openai', baseUrl: 'http://127.0.0.1:8080/v1', needsKey: false, ceiling: 'max_tokens' },
  { id: 'deepseek', name: 'DeepSeek', protocol: 'openai', baseUrl: 'https://api.deepseek.com/v1', needsKey: true, ceiling: 'max_tokens' },
  { id: 'minimax', name: 'MiniMax', protocol: 'openai', baseUrl: 'https://api.minimaxi.com/v1', needsKey: true, ceiling: 'both' },
  {
    id: 'glm',
    name: 'GLM (Zhipu AI)',
    protocol: 'openai',
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  {
    id: 'qwen',
    name: 'Qwen (DashScope)',
    protocol: 'openai',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  {
    id: 'openai',
    name: 'OpenAI',
    protocol: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    ceiling: 'max_completion_tokens',
  },
  {
    id: 'siliconflow',
    name: 'SiliconFlow',
    protocol: 'openai',
    baseUrl: 'https://api.siliconflow.cn/v1',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  { id: 'custom', name: 'Custom', protocol: 'openai', baseUrl: '', needsKey: false, ceiling: 'unsure' },
] as const satisfies readonly Preset[]

const text = (max: number) =>
  z
    .string()
    .max(max, `at_most:${max}`)
    .trim()
    .min(1, 'empty')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control_characters')
/** Text for addresses, bodies and headers, without blanks. */
const identifier = (max: number) => text(max).regex(/^[^\s]*$/, 'blanks')
const nullableText = (max: number) => text(max).nullable()
const count = z.int().min(1).max(2_147_483_647).nullable()
const list = <T extends z.ZodType>(item: T, max = 100) => z.array(item).max(max)

/** It may be empty only for a protocol that needs no address. */
const baseUrl = z
  .string()
  .max(2000)
  .transform((value, context) => {
    if (value.trim() === '') return ''
    const read = readBaseUrl(value.trim())
    if ('url' in read) return read.url
    context.issues.push({ code: 'custom', message: read.error, input: value })
    return z.NEVER
  })

const seconds = z.number().positive().max(86_400)
const timeouts = z
  .strictObject({ connect: seconds, firstByte: seconds, firstToken: seconds.nullable(), idle: seconds, total: seconds, answer: seconds })
  .partial()

const amount = decimalInput({ min: 0n }).transform((nanos) => formatNanos(nanos))
const price = z
  .strictObject(Object.fromEntries(priceMembers.map((member) => [member, amount])) as Record<PriceMember, typeof amount>)
  .partial()

/** Every member as it is sent. None has a default here, because a change names only some of them. */
const upstreamMembers = {
  name: text(100),
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
    upstream: text(100),
    upstreamModel: identifier(300),
    priority: z.int().min(-1_000_000).max(1_000_000),
    weight: z.int().min(0).max(1_000_000),
    enabled: z.boolean(),
    context: count,
    params: z.record(z.string().max(200), z.json()).nullable(),
  })
  .partial()
  .required({ upstream: true })

const modelMembers = {
  enabled: z.boolean(),
  aliases: list(identifier(200)),
  name: text(200),
  provider: nullableText(100),
  ownedBy: z.union([text(200), z.null(), list(text(200))], { error: 'text_or_list' }),
  created: z.int().min(0).max(2_147_483_647).nullable(),
  size: nullableText(100),
  field: nullableText(200),
  thinking: z.enum(['never', 'optional', 'always']).nullable(),
  mode: z.union([z.enum(modes), z.array(z.enum(modes)).min(1)], { error: `one_or_some_of:${modes.join(', ')}` }),
  context: count,
  maxOutput: count,
  capabilities: list(identifier(50)),
  needsUserMessage: z.boolean(),
  imageTokens: z.int().min(0).max(10_000_000),
  price,
  fallbacks: list(identifier(200), 20),
  groups: list(text(100)).nullable(),
  auto: list(z.enum(autoTags)),
  targets: list(targetInput),
}
export const modelId = identifier(200)
export const modelInput = z
  .strictObject({ id: modelId, ...modelMembers })
  .partial()
  .required({ id: true })
export const modelPatch = z.strictObject({ id: modelId, ...modelMembers }).partial()

const multiplier = decimalInput({ places: 4, min: 0n, max: 1_000_000_000_000n }).transform((nanos) => Number(nanos / 100_000n))
const groupMembers = {
  name: text(100),
  multiplier,
  rpm: count,
  tpm: count,
  weeklyTokens: z.int().min(1).nullable(),
  concurrency: count,
  selectable: z.boolean(),
}
export const groupInput = z.strictObject(groupMembers).partial().required({ name: true })
export const groupPatch = z.strictObject(groupMembers).partial()

export type UpstreamInput = z.output<typeof upstreamPatch>
export type TargetInput = z.output<typeof targetInput>
export type ModelInput = z.output<typeof modelPatch>
export type GroupInput = z.output<typeof groupPatch>
