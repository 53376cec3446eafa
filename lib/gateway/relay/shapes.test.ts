import { readdirSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { type Shape, vendorShapes } from '@/tests/vendor-shapes'
import { loadCounter } from '../measure/count-tokens'
import { protocolOf } from '../protocols'
import { endpointOf, type Family, familyNames, headOf, type Protocol, recorded, spoken, streamed } from './__fixtures__/every-pair'
import { pieces } from './__fixtures__/feed'

beforeAll(loadCounter)

const chunks = readdirSync(new URL('./__fixtures__/', import.meta.url)).filter((name) => name.endsWith('.chunks.txt'))

/** What was recorded of upstreams, by the protocol that they speak. */
const streams: Record<Protocol, string[]> = {
  openai: [spoken.openai, ...chunks.map(recorded)],
  anthropic: [spoken.anthropic, recorded('anthropic.events.txt')],
  'openai-responses': [spoken['openai-responses']],
  gemini: [spoken.gemini],
  builtin: [
    `data: ${JSON.stringify([
      { type: 'begin', answer: 0 },
      { type: 'text', answer: 0, text: 'Hello!' },
      { type: 'finish', answer: 0, reason: 'stop', told: 'stop' },
    ])}\n\n`,
  ],
}

const shapes: Record<Family, { whole: Shape; event: Shape; error?: Shape }> = {
  chat: { whole: 'chat', event: 'chatChunk', error: 'openaiError' },
  messages: { whole: 'message', event: 'messageEvent' },
  responses: { whole: 'response', event: 'responseEvent' },
  gemini: { whole: 'gemini', event: 'gemini', error: 'geminiError' },
}

/** A whole answer as the upstream's protocol has it, from the parts of its stream. */
async function whole(family: Family, protocol: Protocol, bytes: string): Promise<unknown> {
  const reader = protocolOf({ protocol }).reader()
  const parts = bytes.split(/\r?\n\r?\n/).flatMap((event) => {
    const data = /^data: ?([{[].*)$/m.exec(event)?.[1]
    const read = data === undefined ? 'done' : reader.read(data, /^event: ?(.*)$/m.exec(event)?.[1] ?? '')
    return typeof read === 'string' ? [] : read.parts
  })
  const usage = parts.findLast((part) => part.type === 'usage')?.usage ?? null
  const head = { ...headOf(family, protocol), alike: false, cost: '0.5', usage }
  return JSON.parse(await endpointOf(family).whole({ parts, json: null }, head))
}

const eventsOf = (out: string): Record<string, unknown>[] =>
  [...out.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(String(json)))

it('every answer and every event of each pair is what the newest packages of the vendors say', { timeout: 120_000 }, async () => {
  const judge = vendorShapes()
  for (const family of familyNames) {
    const { whole: ofWhole, event: ofEvent, error: ofError } = shapes[family]
    const { speaks } = endpointOf(family)
    const judged = ({ out }: { out: string }, about: string) => {
      for (const event of eventsOf(out)) judge.add(event.error && ofError ? ofError : ofEvent, event, about)
    }
    for (const [protocol, each] of Object.entries(streams) as [Protocol, string[]][]) {
      if (speaks === protocol) continue // What such an upstream sends goes on; see below.
      for (const [at, bytes] of each.entries()) {
        const about = `${family} of ${protocol} ${at}`
        judge.add(ofWhole, await whole(family, protocol, bytes), `${about}, whole`)
        const heard = await streamed(family, protocol, pieces(bytes, 1000))
        judged(heard, about)
        judged(await streamed(family, protocol, [bytes.slice(0, bytes.length / 2)], { end: 'reset' }), `${about}, cut`)
        judged(await streamed(family, protocol, [bytes], { ceiling: 5 }), `${about}, up to its ceiling`)
        judged(await streamed(family, speaks, [heard.out]), `${about}, passed on`)
      }
    }
  }
  expect(judge.size()).toBeGreaterThan(300)
  expect(await judge.faults()).toEqual([])
})

it('and an answer that is not is found', async () => {
  const judge = vendorShapes()
  const chunk = {
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: {}, finish_reason: null }],
  }
  judge.add('chatChunk', { ...chunk, more: 1 }, 'good')
  judge.add('chatChunk', { ...chunk, model: undefined }, 'missing')
  judge.add('chatChunk', { ...chunk, created: '1' }, 'type')
  judge.add('messageEvent', { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', words: 'x' } }, 'member of a tag')
  judge.add('responseEvent', { type: 'response.text', sequence_number: 1 }, 'tag')
  judge.add('gemini', { candidates: [{ finishReason: 'stop' }] }, 'enumeration')
  expect((await judge.faults()).map((fault) => fault.split(':')[0])).toEqual(['missing', 'type', 'member of a tag', 'tag', 'enumeration'])
})
