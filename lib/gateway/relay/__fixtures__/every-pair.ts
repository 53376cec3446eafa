import { readFileSync } from 'node:fs'
import { chatCompletions } from '../../endpoints/chat/chat-completions'
import type { AnswerHead, GenerationEndpoint } from '../../endpoints/endpoint'
import { streamGenerateContent } from '../../endpoints/gemini/gemini'
import { messages } from '../../endpoints/messages/messages'
import { responses } from '../../endpoints/responses/responses'
import { protocolOf } from '../../protocols'
import { answerOf, type BodyEnd, feed, options, type Relayed, relayed } from './feed'
import { spoken as tools } from './tools-answer'

export const recorded = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

const said = [{ role: 'user', content: 'hi' }]
const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]

/** Callers of each family, and what they send. */
const families: Record<'chat' | 'messages' | 'responses' | 'gemini', [GenerationEndpoint, Record<string, unknown>]> = {
  chat: [chatCompletions, { messages: said, stream_options: { include_usage: true } }],
  messages: [messages, { messages: said, max_tokens: 500 }],
  responses: [responses, { input: 'hi', store: false }],
  gemini: [streamGenerateContent, { contents, generationConfig: { thinkingConfig: { includeThoughts: true } } }],
}
export type Family = keyof typeof families
export type Protocol = 'openai' | 'openai-responses' | 'anthropic' | 'gemini' | 'builtin'

/** An answer with a thought, a text of Chinese and emoji and a tool call, as each protocol says it. */
export const spoken = {
  openai: tools.openai,
  'openai-responses': recorded('responses.events.txt'),
  anthropic: tools.anthropic,
  gemini: recorded('gemini.events.txt'),
} satisfies Partial<Record<Protocol, string>>

export const familyNames = Object.keys(families) as Family[]
export const everyPair = familyNames.flatMap((family) =>
  (Object.keys(spoken) as (keyof typeof spoken)[]).map((protocol) => [family, protocol] as const),
)

export const endpointOf = (family: Family): GenerationEndpoint => families[family][0]

export function headOf(family: Family, protocol: Protocol): AnswerHead {
  const [endpoint, body] = families[family]
  const request = endpoint.parse({ model: 'asked', stream: true, ...body }, { id: 'asked', query: 'alt=sse' })
  return { request, model: 'asked', id: 'call_0123456789abcdefghij', time: new Date(1000), alike: endpoint.speaks === protocol }
}

/** What a caller gets of a stream in these pieces. */
export function streamed(
  family: Family,
  protocol: Protocol,
  bytes: readonly (string | Buffer)[],
  { end = 'end' as BodyEnd, ceiling = Infinity } = {},
): Promise<Relayed> {
  const head = headOf(family, protocol)
  const writer = endpointOf(family).stream(head)
  const asked = options({ protocol: protocolOf({ protocol }), writer, alike: head.alike, answers: 1, answerTokens: ceiling })
  return relayed(answerOf(feed(bytes, end)), asked, { cost: '0.5' })
}
