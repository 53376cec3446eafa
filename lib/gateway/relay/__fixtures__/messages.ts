import { chatCompletions } from '../../endpoints/chat/chat-completions'
import { messages } from '../../endpoints/messages/messages'
import { anthropic } from '../../protocols/anthropic/anthropic'
import { openai } from '../../protocols/openai/openai'
import { answerOf, feed, options, relayed } from './feed'

const families = { chat: chatCompletions, messages }
const protocols = { openai, anthropic }

interface Asked {
  family?: keyof typeof families
  protocol?: keyof typeof protocols
  answers?: number
  ceiling?: number
  /** The content type of the upstream's answer. */
  type?: string
}

/** What a caller gets of these bytes, which come event by event; a caller of messages and an Anthropic upstream, unless said otherwise. */
export function heardOf(bytes: string, { family = 'messages', protocol = 'anthropic', answers = 1, ceiling = Infinity, type }: Asked = {}) {
  const endpoint = families[family]
  const { speaks } = endpoint
  const request = endpoint.parse({ model: 'asked', stream: true, messages: [{ role: 'user', content: 'hi' }] })
  request.prompt.stream_options = { include_usage: true }
  const alike = speaks === protocol
  const writer = endpoint.stream({ request, model: 'asked', id: 'call_1', time: new Date(1000), alike })
  const asked = options({ protocol: protocols[protocol], writer, alike, answers, answerTokens: ceiling })
  return relayed(answerOf(feed(bytes.split(/(?<=\n\n)/)), type), asked)
}

export const event = (members: { type?: unknown; [member: string]: unknown }, name: unknown = members.type) =>
  `event: ${name}\ndata: ${JSON.stringify(members)}\n\n`

export const start = (usage: object = { input_tokens: 9, output_tokens: 1 }) =>
  event({ type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'real', content: [], usage } })
export const block = (begin: unknown = { type: 'text', text: '' }, index: unknown = 0) =>
  event({ type: 'content_block_start', index, content_block: begin })
export const delta = (piece: unknown, index: unknown = 0) => event({ type: 'content_block_delta', index, delta: piece })
export const text = (words: string, index: unknown = 0) => delta({ type: 'text_delta', text: words }, index)
export const blockEnd = (index: unknown = 0) => event({ type: 'content_block_stop', index })
export const end = (usage: object | null = { output_tokens: 2 }, reason: unknown = 'end_turn') =>
  event({ type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, ...(usage && { usage }) }) +
  event({ type: 'message_stop' })

/** The events that went out, by their types. */
export const typesOf = (out: string): string[] => [...out.matchAll(/^event: (.*)$/gm)].map(([, type]) => String(type))
export const sent = (out: string): { type: string; [member: string]: unknown }[] =>
  [...out.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(String(json)))
