import { beforeAll, expect, it } from 'vitest'
import { loadCounter } from '../measure/count-tokens'
import { everyPair, spoken, streamed } from './__fixtures__/every-pair'

beforeAll(loadCounter)

/** Every place from before the first to after the last byte of an event's Chinese or emoji; with FULL=1 every place there is. */
function placesIn(bytes: Buffer): number[] {
  const places: number[] = []
  let begin = 0
  for (const event of bytes.toString().split(/(?<=\n\r?\n)/)) {
    const own = Buffer.from(event)
    const [from, to] = process.env.FULL ? [0, own.length - 1] : [own.findIndex(isWide), own.findLastIndex(isWide)]
    if (to >= 0) for (let at = from; at <= to + 1; at++) places.push(begin + at)
    begin += own.length
  }
  return places.filter((at) => at > 0 && at < bytes.length)
}
const isWide = (byte: number) => byte > 127

/** Ids that a reader makes up, and the time. */
const same = (out: string) =>
  out.replaceAll(/call_[0-9a-f]{32}|"atrium\.[\w-]+/g, 'made up').replaceAll(/"completed_at":\d+/g, '"completed_at":1')

it.each(everyPair)('%s callers hear the same of %s wherever the network cuts its bytes', { timeout: 600_000 }, async (family, protocol) => {
  const bytes = Buffer.from(spoken[protocol])
  const { out, settled } = await streamed(family, protocol, [bytes])
  expect(settled).toMatchObject([{ how: 'complete', text: expect.stringMatching(/[🚀世]/u) }])
  expect(out).toMatch(/[🚀👧]/u)
  for (const at of placesIn(bytes)) {
    const cut = await streamed(family, protocol, [bytes.subarray(0, at), bytes.subarray(at)])
    if (cut.out !== out) expect(same(cut.out), `cut at ${at}`).toBe(same(out))
  }
  const bytewise = await streamed(
    family,
    protocol,
    Array.from(bytes, (byte) => Buffer.of(byte)),
  )
  expect(same(bytewise.out)).toBe(same(out))
})
