import { beforeAll, expect, test } from 'vitest'
import { chatCompletions } from '../endpoints/chat/chat-completions'
import { messages } from '../endpoints/messages/messages'
import { loadCounter } from '../measure/count-tokens'
import { anthropic } from '../protocols/anthropic/anthropic'
import { openai } from '../protocols/openai/openai'
import { done, finish, delta as piece, role, say, up } from './__fixtures__/chunks'
import { answerOf, feed, options, pieces, settling } from './__fixtures__/feed'
import { block, blockEnd, delta, end, sent, start, text as textEvent, typesOf } from './__fixtures__/messages'
import { openStream } from './open-stream'

const CHUNKS = 40
/** Chunks of one to three characters, many of them beyond the basic plane and some joined to one by what follows. */
const words = Array.from(
  { length: CHUNKS },
  (_, i) => ['上海', '🚀', '交通大', '👩🏽‍🔬', 'é', ' 模型', '𠮷', '，', '🇨🇳🎓', '学'][(i * 7 + Math.floor(i / 10)) % 10] ?? '',
)
const whole = words.join('')

beforeAll(loadCounter)

const endpoints = { chat: chatCompletions, messages }
const protocols = { openai, anthropic }
interface Pair {
  family?: keyof typeof endpoints
  protocol?: keyof typeof protocols
}

/** Of a call whose stream ends after these bytes, and comes in these pieces when it is sent again. */
async function resumed({ family = 'chat', protocol = 'openai' }: Pair, first: string | Buffer, again: Buffer[]) {
  const endpoint = endpoints[family]
  const request = endpoint.parse({ model: 'asked', stream: true, messages: [{ role: 'user', content: 'hi' }] })
  const alike = endpoint.speaks === protocol
  const writer = endpoint.stream({ request, model: 'asked', id: 'call_1', time: new Date(1000), alike })
  const reading = options({ protocol: protocols[protocol], writer, alike })
  const opened = await openStream(answerOf(feed([first], 'reset')), reading)
  if (!opened.ok) throw new Error(opened.reason)
  const { ends, settled } = settling()
  const body = opened.start({ ...ends, again: async () => ({ ...reading, response: answerOf(feed(again)) }) })
  const parts: Buffer[] = []
  for await (const part of body) parts.push(part as Buffer)
  return { out: Buffer.concat(parts).toString(), settled }
}

const openaiEvents = (said: string[]) => up(role, ...said.map((word) => say(word)))
const openaiEnd = up(finish()).join('') + done
const json = (out: string) => [...out.matchAll(/^data: (\{.*)$/gm)].map(([, text]) => JSON.parse(String(text)))
const contentOf = (out: string) =>
  json(out)
    .map(({ choices }) => choices[0].delta.content ?? '')
    .join('')
/** Halves of characters, as some upstreams send them. */
const units = [...Array(whole.length).keys()].map((at) => whole.charAt(at))
const ways: [said: string[], bytes: number][] = [
  [words, 1],
  [[...whole], 61],
  [units, 4096],
  [[whole], 1],
]

test('cut after every chunk: the text is that of an uncut stream, whatever the second one is cut into', async () => {
  for (let k = 1; k <= CHUNKS; k++) {
    for (const [said, size] of ways) {
      const again = pieces(openaiEvents(said).join('') + openaiEnd, size)
      const { out, settled } = await resumed({}, openaiEvents(words.slice(0, k)).join(''), again)
      expect(contentOf(out)).toBe(whole)
      expect(out.endsWith(done)).toBe(true)
      expect(settled).toMatchObject([{ how: 'complete', text: whole }])
    }
  }
}, 30_000)

test('cut at every byte', async () => {
  const said = words.slice(0, 9)
  const bytes = Buffer.from(openaiEvents(said).join(''))
  const again = pieces(openaiEvents(said).join('') + openaiEnd, 64)
  const least = Buffer.byteLength(openaiEvents(said.slice(0, 1)).join(''))
  for (let at = least; at <= bytes.length; at++) {
    const { out } = await resumed({}, bytes.subarray(0, at), again)
    expect(contentOf(out)).toBe(said.join(''))
    expect(out.endsWith(done)).toBe(true)
  }
})

const thoughts = ['先想', '一想🚀', '。']
const answer = ['你好', '，', '世界👩🏽‍🔬', '！']
const anthropicEvents = [
  start(),
  block({ type: 'thinking', thinking: '', signature: '' }),
  ...thoughts.map((words) => delta({ type: 'thinking_delta', thinking: words })),
  delta({ type: 'signature_delta', signature: 'c2ln' }),
  blockEnd(),
  block(undefined, 1),
  ...answer.map((words) => textEvent(words, 1)),
  blockEnd(1),
  end(),
]
const thinking = thoughts.map((words) => piece({ reasoning_content: words }))
const sources = { anthropic: anthropicEvents, openai: [...up(role, ...thinking), ...openaiEvents(answer).slice(1), openaiEnd] }
const pairs = [
  { family: 'messages', protocol: 'anthropic' },
  { family: 'messages', protocol: 'openai' },
  { family: 'chat', protocol: 'anthropic' },
  { family: 'chat', protocol: 'openai' },
] as const

test.each(pairs)('$family of an upstream that speaks $protocol, cut after every event: thoughts and text, each once', async (pair) => {
  const events = sources[pair.protocol]
  const uncut = { text: answer.join(''), thoughts: thoughts.join('') }
  let resumes = 0
  for (let k = 1; k < events.length; k++) {
    const cut = await resumed(pair, events.slice(0, k).join(''), events.map(Buffer.from)).catch(() => undefined)
    if (!cut) continue // Nothing had been said.
    resumes++
    expect(pair.family === 'chat' ? heardInChat(cut.out) : heardInMessages(cut.out), `${k}`).toEqual(uncut)
  }
  expect(resumes).toBeGreaterThanOrEqual(thoughts.length + answer.length)
})

test('a tool call that begins where the stream was cut has its block', async () => {
  const tool = block({ type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }, 1)
  const said = [start(), block(), textEvent('Look: ')]
  const rest = [blockEnd(), tool, delta({ type: 'input_json_delta', partial_json: '{}' }, 1), blockEnd(1), end(undefined, 'tool_use')]
  for (let k = 3; k <= 4; k++) {
    const all = [...said, ...rest]
    const { out } = await resumed(pairs[0], all.slice(0, k).join(''), all.map(Buffer.from))
    expect(heardInMessages(out).text).toBe('Look: ')
    expect(out).toContain('"name":"f"')
    expect(out).toContain('"partial_json":"{}"')
  }
})

function heardInChat(out: string) {
  const deltas = json(out).map(({ choices }) => choices[0].delta)
  expect(out.endsWith(done)).toBe(true)
  return {
    text: deltas.map(({ content }) => content ?? '').join(''),
    thoughts: deltas.map((each) => each.reasoning_content ?? '').join(''),
  }
}

/** Also checks that every block begins and ends once, and that nothing is said outside of it. */
function heardInMessages(out: string) {
  const heard = { text: '', thoughts: '' }
  let open: unknown
  let blocks = 0
  for (const event of sent(out)) {
    const piece = event.delta as { text?: string; thinking?: string } | undefined
    if (event.type === 'content_block_start') {
      expect([open, event.index]).toEqual([undefined, blocks++])
      open = event.index
    } else if (event.type === 'content_block_stop') {
      expect(event.index).toBe(open)
      open = undefined
    } else if (event.type === 'content_block_delta') {
      expect(event.index).toBe(open)
      heard.text += piece?.text ?? ''
      heard.thoughts += piece?.thinking ?? ''
    }
  }
  expect(typesOf(out).filter((type) => type === 'message_start')).toHaveLength(1)
  expect(typesOf(out).slice(-2)).toEqual(['message_delta', 'message_stop'])
  return heard
}
