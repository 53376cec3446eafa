import { setTimeout as sleep } from 'node:timers/promises'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

const mebibyte = 1024 * 1024
const hears = (id: string, more: object = {}) => ({ id, mode: 'transcription', price: { perMinute: '6' }, ...more })
const speaks = (id: string, more: object = {}) => ({ id, mode: 'speech', price: { perMillionCharacters: '1000' }, ...more })

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        hears('hears'),
        speaks('speaks'),
        speaks('speaks.flaky-1.status-500'),
        speaks('speaks.html', { fallbacks: ['speaks'] }),
        speaks('speaks.errorbody'),
        speaks('speaks.cut-1'),
        speaks('speaks.cut-0', { fallbacks: ['speaks'] }),
        speaks('speaks.big-20480'),
        speaks('speaks.tokens-5x40', { price: { input: 1000, output: 1000 } }),
      ],
    ),
  )
  caller = await gateway.caller()
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: caller.secret, maxRetries: 0 })
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const idOf = (response: Response) => response.headers.get('x-request-id')

describe('a voice', () => {
  const say = (model: string, more: object = {}, from = caller) =>
    gateway.post(from, { model, input: '你好，world🚀', voice: 'alloy', ...more }, { path: '/v1/audio/speech' })

  it('streams as the upstream’s bytes and type, billed by character', async () => {
    const answer = await client.audio.speech.create({ model: 'speaks', input: '你好，world🚀', voice: 'alloy', response_format: 'wav' })
    expect(answer.headers.get('content-type')).toBe('audio/wav')
    expect((await answer.arrayBuffer()).byteLength).toBe(128 * 1024)
    expect(await gateway.record(idOf(answer))).toMatchObject({
      endpoint: 'audio/speech',
      characters: 9,
      estimated: false,
      charge: 9n * 1_000_000n,
    })
  })

  it('comes as events where that is asked for', async () => {
    const answer = await say('speaks.tokens-5x40', { stream_format: 'sse' })
    expect(await answer.text()).toContain('event: speech.audio.done')
    expect(await gateway.record(idOf(answer))).toMatchObject({
      input_tokens: 5,
      output_tokens: 40,
      estimated: false,
      charge: 45n * 1_000_000n,
    })
  })

  it('fails over before its first byte', async () => {
    for (const model of ['speaks.flaky-1.status-500', 'speaks.html', 'speaks.cut-0']) {
      const answer = await say(model)
      expect((await answer.arrayBuffer()).byteLength).toBe(128 * 1024)
    }
    expect(await told(say('speaks.errorbody'))).toMatchObject({ status: 502 })
  })

  it('that the upstream cuts breaks off and is free', async () => {
    const answer = await say('speaks.cut-1')
    await expect(answer.arrayBuffer()).rejects.toThrow()
    expect(await gateway.record(idOf(answer))).toMatchObject({ status: 502, charge: 0n, error_code: 'upstream_failed' })
  })

  it('that its reader leaves costs the whole, and the upstream hears of it', async () => {
    const leaving = new AbortController()
    const answer = await gateway.post(
      caller,
      { model: 'speaks.big-20480', input: 'hello', voice: 'alloy' },
      { path: '/v1/audio/speech', signal: leaving.signal },
    )
    await answer.body?.getReader().read()
    leaving.abort()
    expect(await gateway.record(idOf(answer))).toMatchObject({ status: 499, characters: 5, charge: 5n * 1_000_000n })
    expect(gateway.upstream.calls().at(-1)?.state).toBe('gone')
  })

  it('waits for a slow reader in the network, not in memory', async () => {
    const answer = await say('speaks.big-20480')
    const reader = answer.body?.getReader()
    await reader?.read()
    let grown = 0
    const before = process.memoryUsage().arrayBuffers
    for (let i = 0; i < 20; i++) {
      await sleep(25)
      grown = Math.max(grown, process.memoryUsage().arrayBuffers - before)
    }
    expect(grown).toBeLessThan(8 * mebibyte)
    let bytes = 0
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) bytes += read.value.length
    expect(bytes).toBeGreaterThan(19 * mebibyte)
    expect((await gateway.record(idOf(answer))).status).toBe(200)
  })

  it('a balance for ten serves ten of many at once', async () => {
    const poor = await gateway.caller({ cash: 90n * 1_000_000n })
    const answers = await Promise.all(Array.from({ length: 60 }, () => say('speaks', {}, poor)))
    const statuses = Map.groupBy(answers, ({ status }) => status)
    expect([statuses.get(200)?.length, statuses.get(402)?.length]).toEqual([10, 50])
    await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  })

  it.each<[object, string]>([
    [{ input: '' }, 'input'],
    [{ input: ['a'] }, 'input'],
    [{ voice: 5 }, 'voice'],
    [{ response_format: 3 }, 'response_format'],
    [{ stream_format: 'ogg' }, 'stream_format'],
    [{ model: 'hears' }, 'model'],
    [{ input: 'a\0' }, 'input'],
  ])('is refused with the member that is wrong, no. %#', async (more, param) => {
    expect(await told(say('speaks', more))).toMatchObject({ status: 400, param })
  })
})
