import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { balancesOf, unit } from '@/tests/ledger'
import { loadCounter } from './measure/count-tokens'

// A token costs 0.001 in and 0.002 out.
const nanosFor = (input: number, output: number) => BigInt(input) * 1_000_000n + BigInt(output) * 2_000_000n
const messages = [{ role: 'user', content: 'hello' }]
const at = (upstream: string, id: string, behaves: string, more: object = {}) => ({
  id,
  targets: [{ upstream, upstreamModel: behaves }],
  ...more,
})
const models = [
  ...['ignores.out-400', 'ignores.out-400.json', 'ignores.thinking-400', 'ignores.nousage.out-400', 'out-400', 'oldname.out-400'].map(
    (id) => at('fake', id, id),
  ),
  at('llama', 'llama', 'npredict.out-400'),
  at('llama', 'llama-ignores', 'ignores.out-400'),
  at('openai', 'new-name', 'newname.out-400.echoceiling'),
  at('fake', 'short', 'ignores.out-400', { maxOutput: 50 }),
  at('llama', 'boundless', 'out-20000', { maxOutput: null, context: null }),
  at('fake', 'boundless-unsure', 'out-20000', { maxOutput: null, context: null }),
  ...['usage-zero', 'usage-zeroin', 'usage-zeroout', 'usage-one.out-200', 'reported-999999'].map((id) => at('fake', id, id)),
  at('fake', 'late', 'hidden-300.lateusage-700.out-5'),
  at('fake', 'never', 'hidden-300.lateusage-60000.out-5'),
]

let gateway: Gateway
beforeAll(async () => {
  await loadCounter()
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [
        anUpstream(gateway.upstream.url),
        anUpstream(gateway.upstream.url, { name: 'llama', preset: 'llama.cpp' }),
        anUpstream(gateway.upstream.url, { name: 'openai', preset: 'openai' }),
      ],
      models,
    ),
  )
})
beforeEach(() => gateway.upstream.clear())
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

interface Choice {
  delta?: { content?: string; reasoning_content?: string }
  message?: { content?: string }
  finish_reason?: string | null
}

async function call(caller: TestCaller, body: object) {
  const response = await gateway.post(caller, { messages, ...body })
  const text = await response.text()
  const parsed = text.startsWith('data:')
    ? [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(String(json)))
    : [JSON.parse(text)]
  const choices = parsed.flatMap(({ choices = [] }) => choices as Choice[])
  const content = choices.map(({ delta, message }) => delta?.content ?? delta?.reasoning_content ?? message?.content ?? '').join('')
  return {
    status: response.status,
    words: content === '' ? 0 : content.trim().split(' ').length,
    finish: choices.flatMap(({ finish_reason }) => finish_reason ?? []),
    done: text.includes('data: [DONE]'),
    text,
    record: () => gateway.record(response.headers.get('x-request-id')),
  }
}

describe('a ceiling that the upstream ignores', () => {
  it.each(['ignores.out-400', 'ignores.thinking-400', 'ignores.nousage.out-400'])(
    'ends a stream where the caller said (%s)',
    async (model) => {
      const caller = await gateway.caller()
      const answer = await call(caller, { model, max_tokens: 20, stream: true, stream_options: { include_usage: true } })
      expect(answer).toMatchObject({ status: 200, words: 20, finish: ['length'], done: true })
      expect(await answer.record()).toMatchObject({ status: 200, output_tokens: 20, finish_reason: 'length', estimated: true })
      await expect.poll(() => gateway.upstream.calls().at(-1)?.state).not.toBe('running')
    },
  )

  it('ends one that comes in a single piece too', async () => {
    const caller = await gateway.caller()
    const answer = await call(caller, { model: 'ignores.out-400.json', max_completion_tokens: 20, stream: true })
    expect(answer).toMatchObject({ finish: ['length'], done: true })
    expect(answer.words).toBeGreaterThan(0)
    expect(answer.words).toBeLessThanOrEqual(20)
  })

  it('ends every one of several answers', async () => {
    const caller = await gateway.caller()
    const answer = await call(caller, { model: 'ignores.out-400.json', max_tokens: 20, n: 3, stream: true })
    expect(answer.finish).toEqual(['length', 'length', 'length'])
    expect(answer.words).toBeLessThanOrEqual(60)
  })

  it('is not believed for a whole answer: the hold is for the longest answer of the model', async () => {
    const poor = await gateway.caller({ cash: unit / 50n })
    const [alone] = await Promise.all([told(gateway.post(poor, { model: 'ignores.out-400', messages, max_tokens: 1 }))])
    expect(alone).toMatchObject({ status: 402, reason: 'insufficient_balance' })
    expect(alone.message).toMatch(/"stream": true/)
    const many = await Promise.all(Array.from({ length: 20 }, () => call(poor, { model: 'short', max_tokens: 1 })))
    expect(many.map(({ status }) => status)).toEqual(Array(20).fill(402))
    expect((await balancesOf(poor)).cash).toBe(unit / 50n)
  })

  it('holds for many streams at once what they may cost together, and nobody falls into debt', async () => {
    const poor = await gateway.caller({ cash: unit / 50n })
    const many = await Promise.all(Array.from({ length: 20 }, () => call(poor, { model: 'ignores.out-400', max_tokens: 1, stream: true })))
    expect(many.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    expect((await balancesOf(poor)).cash).toBeGreaterThanOrEqual(0n)
  })

  it('costs what was held where the upstream was known to keep to it and does not', async () => {
    const poor = await gateway.caller({ cash: unit / 50n })
    const many = await Promise.all(Array.from({ length: 20 }, () => call(poor, { model: 'llama-ignores', max_tokens: 1 })))
    expect(many.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    expect((await balancesOf(poor)).cash).toBeGreaterThanOrEqual(0n)
  })

  it('is sent to the upstream as the default where neither the caller nor the model names one', async () => {
    const caller = await gateway.caller({ cash: 1_000_000n * unit })
    const answer = await call(caller, { model: 'boundless' })
    expect(answer).toMatchObject({ words: 8192, finish: ['length'] })
  })

  it('… and is no more than what is paid for where the upstream is not known to take it', async () => {
    const caller = await gateway.caller({ cash: 1_000_000n * unit })
    const answer = await call(caller, { model: 'boundless-unsure' })
    const record = await answer.record()
    expect(answer).toMatchObject({ words: 20_000, finish: ['stop'] })
    expect(record).toMatchObject({ estimated: true, charge: record.hold })
  })
})

describe('the spelling of a ceiling', () => {
  it('is the one that the upstream knows', async () => {
    const caller = await gateway.caller()
    expect((await call(caller, { model: 'oldname.out-400', max_completion_tokens: 7 })).words).toBe(7)
    expect((await call(caller, { model: 'new-name', max_tokens: 7 })).words).toBe(7)
    expect((await call(caller, { model: 'llama', max_tokens: 7, stream: true })).words).toBe(7)
  })

  it.each([
    ['n_predict', { n_predict: 500 }],
    ['num_predict', { num_predict: 500 }],
    ['max_new_tokens', { max_new_tokens: 500 }],
    ['maxOutputTokens', { maxOutputTokens: 500 }],
    ['options.num_predict', { options: { num_predict: 500 } }],
    ['extra_body.options.num_predict', { extra_body: { options: { num_predict: 500 } } }],
    ['best_of', { best_of: 20 }],
  ])('other names are refused by name: %s', async (param, more) => {
    const caller = await gateway.caller()
    const error = await told(gateway.post(caller, { model: 'llama', messages, max_tokens: 1, ...more }))
    expect(error).toMatchObject({ status: 400, param })
    expect(error.message).toMatch(/max_tokens|n\b/)
    expect(gateway.upstream.calls()).toEqual([])
  })

  it('does not refuse members that divide the ceiling or are text for the model', async () => {
    const caller = await gateway.caller()
    const more = { reasoning: { max_tokens: 500 }, thinking: { max_tokens: 500 }, metadata: { n_predict: '5' }, tools: [{ n_predict: 5 }] }
    const answer = await call(caller, { model: 'llama', max_tokens: 7, stream: true, ...more })
    expect(answer).toMatchObject({ status: 200, words: 7 })
  })

  it('two that contradict each other are refused, two alike are one', async () => {
    const caller = await gateway.caller()
    const two = (max_tokens: number, max_completion_tokens: number) =>
      gateway.post(caller, { model: 'out-400', messages, max_tokens, max_completion_tokens })
    expect(await told(two(5, 6))).toMatchObject({ status: 400, param: 'max_completion_tokens' })
    expect((await two(5, 5)).status).toBe(200)
  })

  it('of zero is passed on, and the upstream decides', async () => {
    const caller = await gateway.caller()
    const answer = await call(caller, { model: 'out-400', max_tokens: 0 })
    expect(answer).toMatchObject({ status: 200, words: 1 })
  })
})

describe('a report that cannot be true', () => {
  it.each([
    ['usage-zero', 8],
    ['usage-zeroin', 8],
    ['usage-zeroout', 8],
    ['usage-one.out-200', 200],
    ['reported-999999', 8],
  ])('%s: what was delivered is counted here', async (model, words) => {
    for (const stream of [false, true]) {
      const answer = await call(await gateway.caller(), { model, stream })
      const record = await answer.record()
      expect(record).toMatchObject({ status: 200, output_tokens: words, estimated: true })
      expect(Number(record.input_tokens)).toBeGreaterThan(0)
      expect(record.charge).toBe(nanosFor(Number(record.input_tokens), words))
      if (!stream) expect(JSON.parse(answer.text).usage).toMatchObject({ prompt_tokens: record.input_tokens, completion_tokens: words })
    }
  })
})

describe('a caller who leaves at the finish', () => {
  async function leave(model: string) {
    const caller = await gateway.caller()
    const leaving = new AbortController()
    const response = await gateway.post(caller, { model, messages, stream: true }, { signal: leaving.signal })
    const decoder = new TextDecoder()
    let text = ''
    for await (const part of response.body ?? []) {
      text += decoder.decode(part as Uint8Array, { stream: true })
      if (text.includes('"finish_reason":"stop"')) break // This closes the connection.
    }
    leaving.abort()
    return { caller, record: await recordOf(response.headers.get('x-request-id')) }
  }
  async function recordOf(id: string | null) {
    await expect
      .poll(async () => (await pool().query('select 1 from usage_records where id = $1', [id])).rowCount, { timeout: 9000 })
      .toBe(1)
    return gateway.record(id)
  }

  it('pays what the upstream reports a moment later', async () => {
    const { caller, record } = await leave('late')
    expect(record).toMatchObject({ output_tokens: 305, reasoning_tokens: 300, estimated: false })
    const charge = nanosFor(Number(record.input_tokens), 305)
    expect(record.charge).toBe(charge)
    expect(await balancesOf(caller)).toMatchObject({ cash: 1000n * unit - charge, held: 0n })
  })

  it('pays for what was delivered when no report comes within five seconds', async () => {
    const { record } = await leave('never')
    expect(record).toMatchObject({ output_tokens: 5, estimated: true })
    await expect.poll(() => gateway.upstream.calls().at(-1)?.state).toBe('gone')
  })
})
