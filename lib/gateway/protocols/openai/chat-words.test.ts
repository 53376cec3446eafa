import { expect, it } from 'vitest'
import { parseMessages } from '../../endpoints/messages/parse-messages'
import { parsePrompt } from '../../endpoints/parse-prompt'
import { openai } from './openai'

const target = {
  upstreamModel: 'real',
  apiKey: null,
  params: null,
  ceiling: 'both',
  unasked: null,
  reasons: true,
  longest: () => 100,
} as const
const sent = (asked: ReturnType<typeof parsePrompt>, more: object = {}) =>
  JSON.parse(String(openai.request(asked, { ...target, ...more }).body))
const told = (more: object) => sent(parseMessages({ model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }], ...more }))
const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more })
const use = (id: string) => ({ type: 'tool_use', id, name: 'look', input: { at: id } })
const result = (id: string, more: object = {}) => ({ type: 'tool_result', tool_use_id: id, content: 'Seen', ...more })
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } }
const shown = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } }

it('texts are strings, and there is one message of the system', () => {
  const { messages } = told({
    system: [text('You are an agent.', { cache_control: { type: 'ephemeral' } }), text('Be brief.')],
    messages: [
      { role: 'user', content: [text('Hello'), text('there')] },
      { role: 'system', content: [text('A file changed.')] },
      { role: 'assistant', content: [text('Hi')] },
      { role: 'system', content: 'It is late.' },
      { role: 'user', content: [text('See'), picture] },
    ],
  })
  expect(messages).toEqual([
    { role: 'system', content: 'You are an agent.\n\nBe brief.' },
    { role: 'user', content: 'Hello\n\nthere\n\n<system>\n\nA file changed.\n\n</system>' },
    { role: 'assistant', content: 'Hi' },
    { role: 'user', content: [text('<system>'), text('It is late.'), text('</system>'), text('See'), shown] },
  ])
})

it('what tools show stands in a message of the user, after all results', () => {
  const { messages } = told({
    messages: [
      { role: 'user', content: 'Look' },
      { role: 'assistant', content: [use('a'), use('b'), use('c')] },
      {
        role: 'user',
        content: [
          result('a', { content: [text('Seen'), picture] }),
          result('b', { content: 'gone', is_error: true }),
          result('c', { content: 'Error: gone', is_error: true }),
          text('And?'),
        ],
      },
    ],
  })
  expect(messages.slice(2)).toEqual([
    { role: 'tool', tool_call_id: 'a', content: 'Seen' },
    { role: 'tool', tool_call_id: 'b', content: 'Error: gone' },
    { role: 'tool', tool_call_id: 'c', content: 'Error: gone' },
    { role: 'user', content: [text('What the tool call a shows:'), shown, text('And?')] },
  ])
})

it('thoughts that a chat server had go back with the calls that they led to, and those of other models to nobody', () => {
  const thought = (words: string, signature = '') => ({ type: 'thinking', thinking: words, signature })
  const { messages } = told({
    messages: [
      { role: 'user', content: 'Look' },
      {
        role: 'assistant',
        content: [thought('Hm.'), thought('So.'), thought('Mine.', 'c2ln'), { type: 'redacted_thinking', data: 'x' }, use('a')],
      },
      { role: 'user', content: [result('a')] },
      { role: 'assistant', content: [thought('Done.'), text('Done')] },
      { role: 'user', content: 'Thanks' },
    ],
  })
  expect(messages[1]).toEqual({
    role: 'assistant',
    content: null,
    reasoning_content: 'Hm.So.',
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":"a"}' } }],
  })
  expect(messages[3]).toEqual({ role: 'assistant', content: 'Done' })
})

it('an effort is told to models that are known to think, as far as servers know it', () => {
  const asked = (effort: string) => parseMessages({ model: 'm', messages: [{ role: 'user', content: 'hi' }], output_config: { effort } })
  expect(sent(asked('medium')).reasoning_effort).toBe('medium')
  expect(sent(asked('max')).reasoning_effort).toBe('high')
  expect(sent(asked('high'), { reasons: false })).not.toHaveProperty('reasoning_effort')
  const chat = parsePrompt({ model: 'm', messages: [{ role: 'user', content: 'hi' }], reasoning_effort: 'max' })
  expect(sent(chat, { reasons: false }).reasoning_effort).toBe('max')
})

it('of a chat caller nothing is moved, reworded or left out', () => {
  const messages = [
    { role: 'user', content: [text('a'), text('b')] },
    { role: 'system', content: [text('c')] },
    { role: 'assistant', thinking_blocks: [{ type: 'thinking', thinking: 'x' }], tool_calls: [{ id: 'a', extra_content: { google: {} } }] },
    { role: 'tool', tool_call_id: 'a', content: [text('d'), shown], is_error: true },
    { role: 'user', content: 'e' },
    { role: 'user', content: 'f' },
  ]
  expect(sent(parsePrompt({ model: 'm', messages })).messages).toEqual(messages)
})

/** What Claude Code sends in its n-th turn: all that was said before, its marks moved on. */
function turn(n: number) {
  const mark = { cache_control: { type: 'ephemeral' } }
  const messages: { role: string; content: unknown }[] = [
    { role: 'user', content: [text('<system-reminder>Today is Monday.</system-reminder>'), text('Mend the test.', n === 0 ? mark : {})] },
    { role: 'system', content: [text('The folder is /work.')] },
  ]
  for (let at = 0; at < n; at++) {
    const last = at === n - 1
    const ids = [`toolu_${at}_0`, `toolu_${at}_1`]
    messages.push({
      role: 'assistant',
      content: [{ type: 'thinking', thinking: `I look at ${at}.`, signature: '' }, text('I look.'), ...ids.map(use)],
    })
    const results = ids.map((id, place) => result(id, { content: `${'line\n'.repeat(50)}${id}`, ...(last && place === 1 && mark) }))
    const more = at === 1 ? [result('toolu_picture', { content: [picture] })] : []
    messages.push({ role: 'user', content: [...results, ...more, ...(at % 3 === 2 ? [text('Go on.')] : [])] })
    if (at % 4 === 3) messages.push({ role: 'system', content: 'A file changed.' })
  }
  const system = [
    text(`x-anthropic-billing-header: cc_version=2.1.330.${n}; cc_entrypoint=cli;`),
    text('You are Claude Code.', mark),
    text('Long instructions. '.repeat(200), mark),
  ]
  const tools = [
    { name: 'look', description: 'Looks', input_schema: { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' } },
  ]
  const thinking = { type: 'adaptive', display: 'updates' }
  return { model: 'm', messages, system, tools, max_tokens: 32_000, thinking, output_config: { effort: 'high' }, stream: true }
}

it('from its second turn on, a conversation begins with the bytes of the turn before, so that they are found in a cache', () => {
  const bodies = Array.from({ length: 12 }, (_, n) => sent(parseMessages(turn(n))))
  for (let n = 1; n < bodies.length; n++) {
    const { messages, ...rest } = bodies[n]
    const { messages: before, ...restBefore } = bodies[n - 1]
    expect(rest).toEqual(restBefore)
    const [long, short] = [JSON.stringify(messages), JSON.stringify(before)]
    let same = 0
    while (same < short.length && short[same] === long[same]) same++
    expect(same / short.length).toBeGreaterThanOrEqual(0.95)
    expect(long).not.toContain('billing')
  }
})
