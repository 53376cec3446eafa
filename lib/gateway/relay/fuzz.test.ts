import { beforeAll, expect, it } from 'vitest'
import { seeded } from '@/tests/ledger'
import { loadCounter } from '../measure/count-tokens'
import { protocolOf } from '../protocols'
import { endpointOf, everyPair, headOf, recorded, spoken, streamed } from './__fixtures__/every-pair'
import { whole } from './__fixtures__/tools-answer'

const seed = Number(process.env.SEED ?? 20261130)
/** Of each pair, so that each reader and each writer gets four times as many. */
const rounds = process.env.FULL ? 5_000 : 125
const random = seeded(seed)
const upTo = (most: number) => Math.floor(random() * (most + 1))
const oneOf = <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T

beforeAll(loadCounter)

const bytesOf = (...texts: string[]) => texts.map((text) => Buffer.from(text))
const streams = {
  openai: bytesOf(spoken.openai, recorded('tools-parallel.chunks.txt'), recorded('vllm-reasoning.chunks.txt')),
  'openai-responses': bytesOf(spoken['openai-responses']),
  anthropic: bytesOf(spoken.anthropic, recorded('anthropic.events.txt')),
  gemini: bytesOf(spoken.gemini),
}
const lastOf = (events: string) => JSON.parse(events.split('data: ').at(-1) ?? '')
const wholes = {
  openai: bytesOf(JSON.stringify(whole.openai)),
  'openai-responses': bytesOf(JSON.stringify(lastOf(spoken['openai-responses']).response)),
  anthropic: bytesOf(JSON.stringify(whole.anthropic)),
  gemini: spoken.gemini.split(/\r?\n\r?\n/).flatMap((event) => (event.startsWith('data: ') ? bytesOf(event.slice(6)) : [])),
}

const odd = [
  'null',
  '-1',
  '1e400',
  '"x"',
  '[]',
  '{}',
  '[null]',
  '{"type":5}',
  '\n\n',
  'data: ',
  '\r',
  '"index":9e15',
  '\\ud83d',
  '\u0000',
  '"__proto__":{}',
]
/** Those that nobody has cleared. */
const timersNow = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

const values = /:\s*(?:"(?:[^"\\]|\\.)*"|-?\d+|null|true|false)/g

/** The same bytes, changed in a place or a few: bits, bytes, stretches, values, events. */
function changed(bytes: Buffer): Buffer {
  let out = Buffer.from(bytes)
  for (let times = upTo(4); times >= 0; times--) {
    const at = upTo(out.length)
    const to = Math.min(out.length, at + upTo(60))
    const way = upTo(6)
    if (way === 0 && at < out.length) out[at] = (out[at] as number) ^ (1 << upTo(7))
    else if (way === 1) out = Buffer.concat([out.subarray(0, at), out.subarray(to)])
    else if (way === 2) out = Buffer.concat([out.subarray(0, at), Buffer.from(oneOf(odd)), out.subarray(at)])
    else if (way === 3) out = Buffer.concat([out.subarray(0, at), out.subarray(at, to), out.subarray(at)])
    else if (way === 4) out = out.subarray(0, at)
    else out = Buffer.from(way === 5 ? shuffled(out.toString()) : revalued(out.toString()))
  }
  return out
}

function shuffled(text: string): string {
  const events = text.split('\n\n')
  const [one, other] = [upTo(events.length - 1), upTo(events.length - 1)]
  ;[events[one], events[other]] = [events[other] as string, events[one] as string]
  return events.join('\n\n')
}

function revalued(text: string): string {
  const found = [...text.matchAll(values)]
  const hit = found[upTo(found.length - 1)]
  return hit ? `${text.slice(0, hit.index)}:${oneOf(odd)}${text.slice(hit.index + hit[0].length)}` : text
}

/** Cuts the bytes where the network might. */
function torn(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const to = at + 1 + upTo(400)
    parts.push(bytes.subarray(at, to))
    at = to
  }
  return parts
}

/** Every event can be read, and those of a message that we put together are in order. */
function checked(family: string, alike: boolean, out: string): void {
  let open: unknown
  for (const [, line] of out.matchAll(/^data: (.*)$/gm)) {
    if (line === '[DONE]') continue
    const { type, index } = JSON.parse(String(line))
    if (alike || family !== 'messages') continue
    if (type === 'content_block_start') {
      expect(open).toBeUndefined()
      open = index
    } else if (type === 'content_block_delta') expect(index).toBe(open)
    else if (type === 'content_block_stop') open = undefined
    else if (type === 'message_delta') expect(open).toBeUndefined()
  }
}

it.each(everyPair)(
  '%s callers of a stream by %s whose bytes were changed hear an answer or an error, always an end',
  { timeout: 600_000 },
  async (family, protocol) => {
    const timers = timersNow()
    for (let round = 0; round < rounds; round++) {
      const bytes = changed(oneOf(streams[protocol]))
      try {
        const { out, refused, settled } = await streamed(family, protocol, torn(bytes))
        if (refused) expect(out).toBe('')
        else expect(settled).toHaveLength(1)
        checked(family, headOf(family, protocol).alike, out)
      } catch (error) {
        throw new Error(`seed ${seed}, round ${round}: ${JSON.stringify(bytes.toString('latin1'))}`, { cause: error })
      }
    }
    expect(timersNow()).toBeLessThanOrEqual(timers)
  },
)

it.each(everyPair)('%s callers of a whole answer by %s that was changed get one that can be read, or none', async (family, protocol) => {
  for (let round = 0; round < rounds * 4; round++) {
    let json: unknown
    try {
      json = JSON.parse(revalued(changed(oneOf(wholes[protocol])).toString()))
    } catch {
      json = JSON.parse(revaluedWhole(oneOf(wholes[protocol]).toString()))
    }
    const answer = protocolOf({ protocol }).readAnswer(json)
    if (answer === 'malformed' || answer.parts.some(({ type }) => type === 'error')) continue
    expect(JSON.parse(await endpointOf(family).whole(answer, { ...headOf(family, protocol), cost: '0.5', usage: null }))).toMatchObject({
      _cost: 0.5,
    })
  }
})

/** With another value that keeps it readable. */
function revaluedWhole(text: string): string {
  for (;;) {
    const other = revalued(text)
    try {
      JSON.parse(other)
      return other
    } catch {}
  }
}
