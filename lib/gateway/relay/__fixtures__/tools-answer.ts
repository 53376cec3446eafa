import { chatCompletions } from '../../endpoints/chat/chat-completions'
import { messages } from '../../endpoints/messages/messages'
import { anthropic } from '../../protocols/anthropic/anthropic'
import { openai } from '../../protocols/openai/openai'
import { answerOf, feed, options, relayed } from './feed'
import { block, blockEnd, delta, end, start, text } from './messages'

export const chunk = (piece: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'up', choices: [{ index: 0, delta: piece, finish_reason: finish }] })}\n\n`
export const call = (index: number, more: object, words = '') =>
  chunk({ tool_calls: [{ index, ...more, function: { ...(more as { function?: object }).function, arguments: words } }] })
export const named = (id: string, name: string) => ({ id, type: 'function', function: { name } })
const counted = { prompt_tokens: 19, completion_tokens: 14, prompt_tokens_details: { cached_tokens: 6, cache_write_tokens: 4 } }

export const said = '你好，上海🚀！👨‍🔬'
export const thought = 'Let me think 想一想.'
export const first = '{"city":"上海","mood":"🚀"}'

/** One answer, with a thought, a text and two tool calls, as each protocol says it. */
export const spoken = {
  openai: [
    chunk({ role: 'assistant', content: null }),
    chunk({ reasoning_content: thought.slice(0, 6) }),
    chunk({ reasoning_content: thought.slice(6) }),
    chunk({ content: '你好，' }),
    chunk({ content: said.slice(3) }),
    // The pieces of both calls come by turns.
    call(0, named('call_a', 'get_weather'), first.slice(0, 4)),
    call(1, named('call_b', 'get_time')),
    call(0, {}, first.slice(4, 12)),
    call(1, {}, '{"zone":'),
    call(0, {}, first.slice(12)),
    call(1, {}, '8}'),
    chunk({}, 'tool_calls'),
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'up', choices: [], usage: counted })}\n\n`,
    'data: [DONE]\n\n',
  ].join(''),
  anthropic: [
    start({ input_tokens: 9, cache_read_input_tokens: 6, cache_creation_input_tokens: 4, output_tokens: 1 }),
    block({ type: 'thinking', thinking: '', signature: '' }, 0),
    delta({ type: 'thinking_delta', thinking: thought.slice(0, 6) }, 0),
    delta({ type: 'thinking_delta', thinking: thought.slice(6) }, 0),
    delta({ type: 'signature_delta', signature: 'c2ln' }, 0),
    blockEnd(0),
    block({ type: 'redacted_thinking', data: 'eHg=' }, 1),
    blockEnd(1),
    block({ type: 'text', text: '' }, 2),
    text('你好，', 2),
    text(said.slice(3), 2),
    blockEnd(2),
    block({ type: 'tool_use', id: 'call_a', name: 'get_weather', input: {} }, 3),
    ...['', first.slice(0, 4), first.slice(4)].map((words) => delta({ type: 'input_json_delta', partial_json: words }, 3)),
    blockEnd(3),
    block({ type: 'tool_use', id: 'call_b', name: 'get_time', input: {} }, 4),
    delta({ type: 'input_json_delta', partial_json: '{"zone":8}' }, 4),
    blockEnd(4),
    end({ output_tokens: 14 }, 'tool_use'),
  ].join(''),
}
export const whole = {
  openai: {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'up',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: said,
          reasoning_content: thought,
          tool_calls: [
            { id: 'call_a', type: 'function', function: { name: 'get_weather', arguments: first } },
            { id: 'call_b', type: 'function', function: { name: 'get_time', arguments: '{"zone":8}' } },
          ],
        },
      },
    ],
    usage: counted,
  },
  anthropic: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'real',
    content: [
      { type: 'thinking', thinking: thought, signature: 'c2ln' },
      { type: 'redacted_thinking', data: 'eHg=' },
      { type: 'text', text: said },
      { type: 'tool_use', id: 'call_a', name: 'get_weather', input: JSON.parse(first) },
      { type: 'tool_use', id: 'call_b', name: 'get_time', input: { zone: 8 } },
    ],
    stop_reason: 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 9, cache_read_input_tokens: 6, cache_creation_input_tokens: 4, output_tokens: 14 },
  },
}

export const families = { chat: chatCompletions, messages }
export const protocols = { openai, anthropic }
export type Family = keyof typeof families
export type Protocol = keyof typeof protocols
export const pairs = (['chat', 'messages'] as const).flatMap((family) =>
  (['openai', 'anthropic'] as const).map((protocol) => [family, protocol] as const),
)

export function headOf(family: Family, protocol: Protocol) {
  const endpoint = families[family]
  const body = { model: 'asked', stream: true, messages: [{ role: 'user', content: 'hi' }], stream_options: { include_usage: true } }
  return { request: endpoint.parse(body), model: 'asked', id: 'call_1', time: new Date(1000), alike: endpoint.speaks === protocol }
}

export async function streamed(family: Family, protocol: Protocol, bytes: Buffer[]) {
  const head = headOf(family, protocol)
  const asked = options({ protocol: protocols[protocol], writer: families[family].stream(head), alike: head.alike })
  return relayed(answerOf(feed(bytes)), asked, { cost: '0.5' })
}
