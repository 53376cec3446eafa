import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { aWave } from '@/tests/audio'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, type Told } from '@/tests/gateway'

let gateway: Gateway
let caller: TestCaller

const mebibyte = 1024 * 1024
const type = 'multipart/form-data; boundary=b'
const line = '\r\n'

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [{ id: 'hears', mode: 'transcription' }, { id: 'draws', mode: 'image' }, { id: 'plain' }],
      [],
      { formMegabytes: 8 },
    ),
  )
  caller = await gateway.caller()
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const field = (name: string, text: string) => `--b${line}Content-Disposition: form-data; name="${name}"${line}${line}${text}${line}`
const file = (name: string, content: string) =>
  `--b${line}Content-Disposition: form-data; name="${name}"; filename="a.wav"${line}Content-Type: audio/wav${line}${line}${content}${line}`
const form = (...parts: string[]) => `${parts.join('')}--b--${line}`
const model = field('model', 'hears')
const sound = file('file', 'RIFF')
const picture = file('image', 'PNG')

async function post(path: string, body: string | Buffer, contentType: string | undefined = type) {
  const headers = { authorization: `Bearer ${caller.secret}`, 'content-type': contentType }
  const answer = await fetch(`${gateway.url}/v1/${path}`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body as string)) })
  return { status: answer.status, ...((await answer.json()) as Told).error }
}

describe('a form', () => {
  it.each<[string, string, string, string | null, string]>([
    ['nothing', 'audio/transcriptions', '', null, 'empty'],
    ['another boundary', 'audio/transcriptions', form(model, sound).replaceAll('--b', '--c'), null, 'boundary'],
    ['a cut in the middle', 'audio/transcriptions', form(model, sound).slice(0, -40), null, 'boundary'],
    ['10 000 fields', 'audio/transcriptions', form(model, sound, field('x', 'y').repeat(10_000)), null, 'more than 1000 fields'],
    ['long headers', 'audio/transcriptions', form(`--b${line}X: ${'x'.repeat(20_000)}${line}${line}${line}`), null, 'headers'],
    ['NUL', 'audio/transcriptions', form(model, sound, field('prompt', 'a\0b')), 'prompt', 'NUL'],
    ['no model', 'audio/transcriptions', form(sound), 'model', 'model'],
    ['two models', 'audio/transcriptions', form(model, model, sound), 'model', 'string'],
    ['a file for a model', 'audio/transcriptions', form(file('model', 'hears'), sound), 'model', 'string'],
    ['no file', 'audio/transcriptions', form(model), 'file', 'missing'],
    ['a text for a file', 'audio/transcriptions', form(model, field('file', 'RIFF')), 'file', 'filename'],
    ['two files', 'audio/transcriptions', form(model, sound, sound), 'file', 'one file'],
    ['an empty file', 'audio/transcriptions', form(model, file('file', '')), 'file', 'empty'],
    ['an unknown format', 'audio/transcriptions', form(model, sound, field('response_format', 'docx')), 'response_format', 'one of'],
    ['two formats', 'audio/transcriptions', form(model, sound, field('response_format', 'srt').repeat(2)), 'response_format', 'one of'],
    ['no flag', 'audio/transcriptions', form(model, sound, field('stream', 'maybe')), 'stream', 'true or false'],
    ['a model of another kind', 'audio/transcriptions', form(field('model', 'plain'), sound), 'model', 'not a transcription model'],
    ['a model of another kind', 'audio/translations', form(field('model', 'draws'), sound), 'model', 'not a transcription model'],
    ['no prompt', 'images/edits', form(field('model', 'draws'), picture), 'prompt', 'text'],
    ['no picture', 'images/edits', form(field('model', 'draws'), field('prompt', 'a')), 'image', 'missing'],
    ['a text for a picture', 'images/edits', form(field('prompt', 'a'), field('image', 'x')), 'image', 'filename'],
    ['a wrong number', 'images/edits', form(field('prompt', 'a'), picture, field('n', '1.5')), 'n', 'whole number'],
    ['two numbers', 'images/variations', form(picture, field('n', '1'), field('n', '9')), 'n', 'whole number'],
  ])('is told what is wrong: %s, %s', async (_, path, body, param, words) => {
    const error = await post(path, body)
    expect(error).toMatchObject({ status: 400, param, type: 'invalid_request_error' })
    expect(error.message).toContain(words)
  })

  it('is not read under another content type, and nothing else is read in its place', async () => {
    expect(await post('audio/transcriptions', form(model, sound), 'multipart/form-data')).toMatchObject({ status: 400 })
    expect(await post('audio/transcriptions', '{"model":"hears"}', 'application/json')).toMatchObject({ status: 415 })
    expect(await post('audio/transcriptions', form(model, sound), 'multipart/mixed; boundary=b')).toMatchObject({ status: 415 })
    expect(await post('images/generations', form(model), type)).toMatchObject({ status: 415 })
    expect(await post('chat/completions', form(model), type)).toMatchObject({ status: 415 })
  })

  it('above the limit that is set is 413, also when its length was not told', async () => {
    const large = form(model, file('file', 'x'.repeat(9 * mebibyte)))
    expect(await post('audio/transcriptions', large)).toMatchObject({ status: 413, code: 'body_too_large' })
    const answer = await fetch(`${gateway.url}/v1/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${caller.secret}`, 'content-type': type },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })

  it('of some megabytes arrives whole, with its fields in any order', async () => {
    const head = `--b${line}Content-Disposition: form-data; name="file"; filename="a.wav"${line}${line}`
    const body = Buffer.concat([Buffer.from(head), aWave(400), Buffer.from(`${line + model}--b--${line}`)])
    expect(body.length).toBeGreaterThan(6 * mebibyte)
    const headers = { authorization: `Bearer ${caller.secret}`, 'content-type': type }
    const answer = await fetch(`${gateway.url}/v1/audio/transcriptions`, { method: 'POST', headers, body })
    expect(JSON.parse(((await answer.json()) as { text: string }).text).files[0].bytes).toBe(aWave(400).length)
  })

  it('is the same form between other boundaries, and another one with another file', async () => {
    const again = async (body: string, boundary: string) => {
      const headers = {
        authorization: `Bearer ${caller.secret}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': 'once',
      }
      const answer = await fetch(`${gateway.url}/v1/audio/transcriptions`, { method: 'POST', headers, body })
      await answer.text()
      return [answer.status, answer.headers.get('idempotent-replayed')]
    }
    const sent = form(model, sound)
    expect(await again(sent, 'b')).toEqual([200, null])
    expect(await again(sent.replaceAll('--b', '--c'), 'c')).toEqual([200, 'true'])
    expect(await again(form(model, file('file', 'RIFX')), 'b')).toEqual([409, null])
  })

  it('whose sender goes away in the middle holds nothing', async () => {
    const { port } = new URL(gateway.url)
    const socket = connect(Number(port), '127.0.0.1')
    const head = `POST /v1/audio/transcriptions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${caller.secret}\r\ncontent-type: ${type}`
    await new Promise<void>((done) => socket.write(`${head}\r\ncontent-length: 5000000\r\n\r\n${model}`, () => done()))
    socket.destroy()
    expect(await post('audio/transcriptions', form(sound))).toMatchObject({ status: 400 })
  })
})
