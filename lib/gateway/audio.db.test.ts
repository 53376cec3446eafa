import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { aWave } from '@/tests/audio'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

const hears = (id: string, more: object = {}) => ({ id, mode: 'transcription', price: { perMinute: '6' }, ...more })

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        hears('hears', { aliases: ['语音/识别'] }),
        hears('hears.nousage'),
        hears('hears.seconds-99999'),
        hears('hears.json'),
        hears('hears.tokens-30x12', { price: { input: 1000, output: 1000 } }),
        hears('hears.flaky-1.status-500'),
        hears('hears.html', { fallbacks: ['hears'] }),
        hears('hears.status-400'),
        hears('hears.cut-1'),
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
const sound = (seconds = 3) => toFile(aWave(seconds), '会议 录音.wav', { type: 'audio/wav' })
const arrived = (text: string) => JSON.parse(text)

/** Sends a form as a browser does. */
async function send(path: string, fields: Record<string, string>, from = caller, seconds = 3): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', await sound(seconds))
  return fetch(`${gateway.url}/v1/audio/${path}`, { method: 'POST', headers: { authorization: `Bearer ${from.secret}` }, body: form })
}

describe('a transcript', () => {
  it('is asked with a file of any name, and billed by the seconds that the upstream tells', async () => {
    const { data, response } = await client.audio.transcriptions
      .create({ model: '语音/识别', file: await sound(), language: 'zh', timestamp_granularities: ['word', 'segment'] })
      .withResponse()
    const { files, ...fields } = arrived(data.text)
    expect(fields).toEqual({ model: 'hears', language: 'zh', 'timestamp_granularities[]': 'word,segment' })
    expect(files).toEqual([{ field: 'file', name: '会议 录音.wav', type: 'audio/wav', bytes: aWave(3).length }])
    expect(data).toMatchObject({ _cost: 0.3, usage: { type: 'duration', seconds: 3 } })
    expect(await gateway.record(idOf(response))).toMatchObject({
      endpoint: 'audio/transcriptions',
      audio_ms: 3000,
      requests: 1,
      estimated: false,
      charge: (3n * unit) / 10n,
    })
  })

  it.each([
    ['text', 'text/plain; charset=utf-8'],
    ['srt', 'text/plain; charset=utf-8'],
    ['vtt', 'text/vtt'],
  ])('as %s keeps its content type, and its seconds are measured here', async (format, type) => {
    const answer = await send('transcriptions', { model: 'hears', response_format: format })
    expect(answer.headers.get('content-type')).toBe(type)
    expect(arrived(await answer.text()).files[0].name).toBe('会议 录音.wav')
    expect(answer.headers.get('x-atrium-charge')).toBe('0.3')
    expect(await gateway.record(idOf(answer))).toMatchObject({ audio_ms: 3000, estimated: true })
  })

  it('as text is a text, also where an upstream packs it into JSON', async () => {
    const text = await client.audio.transcriptions.create({ model: 'hears', file: await sound(), response_format: 'text' })
    expect(typeof text).toBe('string')
    const packed = await send('transcriptions', { model: 'hears.json', response_format: 'text' })
    expect(packed.headers.get('content-type')).toContain('text/plain')
    expect(arrived(await packed.text()).model).toBe('hears.json')
    expect(await told(send('transcriptions', { model: 'hears.json', response_format: 'srt' }))).toMatchObject({ status: 502 })
  })

  it('with details tells its duration', async () => {
    const { data, response } = await client.audio.transcriptions
      .create({ model: 'hears', file: await sound(), response_format: 'verbose_json' })
      .withResponse()
    expect(data.duration).toBe(3)
    expect(await gateway.record(idOf(response))).toMatchObject({ audio_ms: 3000, estimated: false })
  })

  it.each(['hears.nousage', 'hears.seconds-99999'])('%s: what is not told, or cannot be true, is measured here', async (model) => {
    const answer = await send('transcriptions', { model })
    expect(await gateway.record(idOf(answer))).toMatchObject({ audio_ms: 3000, estimated: true, charge: (3n * unit) / 10n })
  })

  it('is billed by tokens where the model has a price for them', async () => {
    const answer = await send('transcriptions', { model: 'hears.tokens-30x12' })
    expect(await gateway.record(idOf(answer))).toMatchObject({
      input_tokens: 30,
      output_tokens: 12,
      estimated: false,
      charge: 42n * 1_000_000n,
    })
  })

  it('passes as a stream, event by event', async () => {
    const { data, response } = await client.audio.transcriptions
      .create({ model: 'hears', file: await sound(), stream: true })
      .withResponse()
    let text = ''
    let last = ''
    for await (const event of data) {
      if (event.type === 'transcript.text.delta') text += event.delta
      if (event.type === 'transcript.text.done') last = event.text
    }
    expect(text).toBe(last)
    expect(await gateway.record(idOf(response))).toMatchObject({
      stream: true,
      audio_ms: 3000,
      estimated: false,
      charge: (3n * unit) / 10n,
    })
    const whole = await send('transcriptions', { model: 'hears.json', stream: 'True' })
    expect(await whole.text()).toMatch(/^event: transcript\.text\.done\ndata: /)
  })

  it('whose stream is cut is free', async () => {
    const answer = await send('transcriptions', { model: 'hears.cut-1', stream: 'true' })
    expect(await answer.text()).toContain('upstream_failed')
    expect(await gateway.record(idOf(answer))).toMatchObject({ status: 502, charge: 0n })
  })

  it('fails over with its file, and gets an upstream’s verdict on it', async () => {
    for (const model of ['hears.flaky-1.status-500', 'hears.html']) {
      const answer = await send('transcriptions', { model })
      expect(arrived((await answer.json()).text).files[0].bytes).toBe(aWave(3).length)
    }
    expect(await told(send('transcriptions', { model: 'hears.status-400' }))).toMatchObject({ status: 400, code: 'invalid_value' })
  })

  it('in English is a translation', async () => {
    const translated = await client.audio.translations.create({ model: 'hears', file: await sound() })
    expect(arrived(translated.text).files).toHaveLength(1)
  })

  it('a balance for ten serves ten of many at once', async () => {
    // A hold is for a little more than the three seconds.
    const poor = await gateway.caller({ cash: (35n * unit) / 10n })
    const answers = await Promise.all(Array.from({ length: 60 }, () => send('transcriptions', { model: 'hears' }, poor)))
    const served = answers.filter(({ status }) => status === 200).length
    expect(served).toBeGreaterThan(0)
    expect(served).toBeLessThanOrEqual(11)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 402]))
  })
})
