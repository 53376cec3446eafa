import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Called, chat } from '../call.ts'
import { oddCharge } from '../charge.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { nanosOf, usageOf, walletOf, within } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

/** Streams that are odd but whole. Every one must reach the caller as a complete answer. */
const whole = [
  'plain',
  'crlf',
  'cr',
  'nospace',
  'multiline',
  'idlines',
  'bom',
  'comments',
  'norole',
  'emptychoices',
  'gzip',
  'br',
  'deflate',
  'bytes',
  'bytes-7',
  'bytes.crlf',
  'bytes.cr',
  'gzip.bytes',
  'close',
  'nodone',
  'trailing',
  'cutfinish',
  'resetfinish',
  'lateend-300',
  'aftercontent-300',
  'firsttoken-300',
  'commentsonly-500',
  'usageevery',
  'usagefinish',
  'usagealways',
  'timings',
  'bigevent-1',
  'json',
  'plaintype',
  'slow-1x8',
  'flaky-1.status-500',
  'flaky-1.resetheaders',
  'flaky-1.status-429x1',
  'flaky-1.cut-0',
  'flaky-1.error-0',
  'flaky-1.malformed-0',
]
const unicode = ['unicode', 'unicode.bytes', 'unicode.bytes-3.crlf', 'unicode.gzip.bytes-5']
/** Usage that cannot be true, and is therefore counted here. */
const untrue = ['nousage', 'usage-negative', 'usage-huge', 'usage-float', 'usage-missing', 'usage-list']
// These end before they report their usage.
const withoutUsage = new Set(['cutfinish', 'resetfinish'])

describe.each(doors)('streams, door %s', (door) => {
  let stand: Stand
  let person: Person
  beforeAll(async () => {
    stand = await startStand({
      door,
      models: [...whole, ...unicode, ...untrue, 'usage-overcached', 'endless-0', 'bigevent-17'],
      timeouts: { connect: 10, firstByte: 10, firstToken: 10, idle: 10, total: 60, answer: 10 },
    })
    person = await stand.person()
  })
  afterAll(() => stand?.stop())
  const call = (model: string, stream = true): Promise<Called> => chat({ url: stand.atrium.url, secret: person.secret, model, stream })

  it.each(whole)('%s arrives whole and is billed as reported', async (model) => {
    const answer = await call(model)
    expect(answer.error).toBeUndefined()
    expect({ content: answer.content, done: answer.done, finish: answer.finishReason }).toEqual({
      content: textOf(8),
      done: true,
      finish: 'stop',
    })
    expect(answer.usage?.completion_tokens).toBe(8)
    const record = await usageOf(person, answer.requestId ?? '')
    expect(record).toMatchObject({ status: 200, outputTokens: 8, estimated: withoutUsage.has(model) })
    expect(nanosOf(record?.charge ?? '')).toBe(oddCharge({ input: record?.inputTokens ?? 0, output: 8 }))
  })

  it.each(unicode)('%s arrives whole, whatever the pieces', async (model) => {
    const answer = await call(model)
    expect(answer.content).toBe(textOf(8, true))
    expect(answer.done).toBe(true)
  })

  it.each(untrue.flatMap((model) => [true, false].map((stream) => ({ model, stream }))))(
    '$model, stream $stream: counted here, marked estimated, never above the hold',
    async ({ model, stream }) => {
      const answer = await call(model, stream)
      expect(answer.content).toBe(textOf(8))
      const record = await usageOf(person, answer.requestId ?? '')
      expect(record).toMatchObject({ status: 200, outputTokens: 8, estimated: true })
      expect(nanosOf(record?.charge ?? '')).toBe(oddCharge({ input: record?.inputTokens ?? 0, output: 8 }))
    },
  )

  it('cached tokens are never more than the input', async () => {
    const answer = await call('usage-overcached')
    const record = await usageOf(person, answer.requestId ?? '')
    expect(record?.cachedTokens).toBe(record?.inputTokens)
  })

  it.each(['endless-0', 'bigevent-17'])('%s: an event above 16 MiB is a failure of the upstream', async (model) => {
    const answer = await call(model)
    expect(answer.done).toBe(false)
    expect(answer.error?.message).toBeTruthy()
  })

  it('answers in one piece from a compressed upstream too', async () => {
    for (const model of ['gzip', 'br', 'deflate', 'plain', 'unicode']) {
      const answer = await call(model, false)
      expect(answer.content).toBe(textOf(8, model === 'unicode'))
    }
  })

  it('leaves no hold behind', async () => {
    await within(10_000, async () => (await walletOf(person)).onHold === 0n)
  })
})
