import { setImmediate as turn } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { loadCounter } from '../measure/count-tokens'
import { chargedUsage } from '../measure/usage'
import { done, finish, nothing, role, say, up, usage } from './__fixtures__/chunks'
import { answerOf, feed, options, settling } from './__fixtures__/feed'
import { openStream } from './open-stream'

const CHUNKS = 40
const texts: Record<string, string[]> = {
  'words with spaces': Array.from({ length: CHUNKS }, (_, i) => ` word${i % 7}`),
  'parts of words': Array.from({ length: CHUNKS }, (_, i) => ['in', 'ter', 'nation', 'al', 'ization', ' of', ' an'][i % 7] ?? ''),
  'single letters': [...'the quick brown fox jumps over lazy dogs'].slice(0, CHUNKS),
  Chinese: [...'人工智能是研究开发用于模拟延伸和扩展人的智能的理论方法技术及应用系统的一门新的技术科学。它企图'].slice(0, CHUNKS),
  'code and blank lines': Array.from({ length: CHUNKS }, (_, i) => ['if (', 'x)', ' {\n', '    ', 'y += 1', ';\n', '}\n\n'][i % 7] ?? ''),
}

beforeAll(loadCounter)

/** What is charged when the stream is cut after `k` of the chunks. */
async function charge(chunks: string[], k: number, by: 'client' | 'upstream' | 'nobody'): Promise<number> {
  const sent = up(role, ...chunks.slice(0, k).map((text) => say(text)))
  const whole = by === 'nobody' ? [...up(finish(), nothing(usage(10, CHUNKS * 4))), done] : []
  const body = feed([...sent, ...whole], by === 'client' ? 'hang' : by === 'upstream' ? 'reset' : 'end')
  const gone = new AbortController()
  const { ends, settled } = settling()
  const opening = openStream(answerOf(body), options({ signal: gone.signal }))
  if (by === 'client' && k === 0) setTimeout(() => gone.abort(), 5)
  const opened = await opening
  if (!opened.ok) return 0
  const relayed = opened.start(ends)
  let seen = 0
  relayed.on('data', (part: Buffer) => {
    seen += part.toString().split('data: ').length - 1
  })
  const closed = new Promise((resolve) => relayed.on('close', resolve))
  while (by === 'client' && seen < k + 1) await turn()
  if (by === 'client') relayed.destroy()
  await closed
  while (settled.length === 0) await turn()
  const [end] = settled
  if (!end || settled.length > 1) throw new Error('not settled once')
  const charged = chargedUsage({
    reported: end.usage,
    complete: end.finished,
    hasContent: end.text !== '',
    length: end.text.length,
    inputTokens: () => 10,
    outputTokens: () => end.tokens,
    bounds: { mostInput: 8192, mostOutput: 8192, n: 1 },
  })
  return (charged?.inputTokens ?? 0) + (charged?.outputTokens ?? 0)
}

for (const by of ['client', 'upstream'] as const) {
  test.each(Object.keys(texts))(`cut by the ${by} at every chunk: the charge follows what was delivered (%s)`, async (kind) => {
    const chunks = texts[kind] ?? []
    const charges: number[] = []
    for (let k = 0; k <= CHUNKS; k++) charges.push(await charge(chunks, k, by))
    expect(charges[0]).toBe(0)
    expect(charges[1]).toBeGreaterThan(10)
    for (let k = 1; k <= CHUNKS; k++) expect(charges[k], `${kind} ${k}`).toBeGreaterThanOrEqual(charges[k - 1] ?? 0)
    expect(charges[CHUNKS]).toBeLessThanOrEqual(await charge(chunks, CHUNKS, 'nobody'))
    expect(charges[CHUNKS]).toBeGreaterThan(10 + CHUNKS / 8)
  })
}
