import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Behaviour, behaviourOf } from './behaviour.ts'
import type { CallLog } from './log.ts'
import { refuse } from './refuse.ts'

const media = [
  '/images/generations',
  '/images/edits',
  '/images/variations',
  '/audio/transcriptions',
  '/audio/translations',
  '/audio/speech',
]
export const isMedia = (path: string): boolean => media.some((end) => path.endsWith(end))

interface MediaCall {
  request: IncomingMessage
  response: ServerResponse
  body: Buffer
  log: CallLog
  path: string
  named(model: string): string
}

interface Asked {
  fields: Record<string, string>
  files: { field: string; name: string; type: string; bytes: number }[]
}

/** Read by another parser than the gateway writes for. */
async function askedOf(request: IncomingMessage, body: Buffer): Promise<Asked> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return { fields: JSON.parse(body.toString()), files: [] }
  const asked: Asked = { fields: {}, files: [] }
  for (const [name, value] of await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()) {
    if (typeof value === 'string') asked.fields[name] = name in asked.fields ? `${asked.fields[name]},${value}` : value
    else asked.files.push({ field: name, name: value.name, type: value.type, bytes: value.size })
  }
  return asked
}

/** Pictures, transcripts and voices. What was asked is repeated in the answer, so that tests see what arrived. */
export async function answerMedia({ request, response, body, log, path, named }: MediaCall): Promise<void> {
  const asked = await askedOf(request, body)
  const { fields } = asked
  const behaviour = behaviourOf(named(fields.model ?? ''))
  const call = log.open({ id: null, model: fields.model ?? '', stream: String(fields.stream) === 'true', asked: null, beta: null })
  response.on('close', () => log.close(call, response.writableFinished ? 'finished' : 'gone'))
  await sleep(behaviour.number('wait', 0))
  if (response.destroyed) return
  if (refuse(request, response, behaviour, body.toString('latin1'))) {
    call.status = response.headersSent ? response.statusCode : null
    log.close(call, 'failed')
    return
  }
  call.status = 200
  if (path.endsWith('/speech')) await speak(response, asked, behaviour)
  else if (path.includes('/images/')) await draw(response, asked, behaviour, path.endsWith('/edits') ? 'image_edit' : 'image_generation')
  else await transcribe(response, asked, behaviour)
}

const tokensOf = (behaviour: Behaviour) => {
  const [input, output] = [behaviour.number('tokens', 10), behaviour.number('tokens', 20, 1)]
  return behaviour.has('tokens')
    ? {
        usage: {
          type: 'tokens',
          input_tokens: input,
          output_tokens: output,
          total_tokens: input + output,
          input_tokens_details: { image_tokens: 0, text_tokens: input },
        },
      }
    : {}
}

const json = (response: ServerResponse, answer: object) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))

/** Sends events, and breaks off after some of them where the name says so. */
async function events(response: ServerResponse, each: object[], behaviour: Behaviour) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const [at, event] of each.entries()) {
    if (behaviour.number('cut', -1) === at) return response.end()
    if (behaviour.number('reset', -1) === at) return response.socket?.resetAndDestroy()
    if (behaviour.number('error', -1) === at)
      return response.end(`data: ${JSON.stringify({ error: { message: 'GPU fell off at http://10.0.0.1', type: 'server_error' } })}\n\n`)
    response.write(`event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`)
    await sleep(behaviour.number('slow', 0))
  }
  response.end()
}

const look = { created_at: 1, background: 'opaque', output_format: 'png', quality: 'high', size: '1024x1024' }

async function draw(response: ServerResponse, { fields, files }: Asked, behaviour: Behaviour, kind: string) {
  const count = behaviour.number('images', Number(fields.n ?? 1))
  const revised_prompt = JSON.stringify({ ...fields, files })
  const picture = (i: number) =>
    fields.response_format === 'url'
      ? { url: `https://pictures.example/${i}.png` }
      : { b64_json: Buffer.from(`picture ${i}`).toString('base64') }
  const [size, quality] = [behaviour.argument('size'), behaviour.argument('quality')]
  const made = { ...(size && { size }), ...(quality && { quality }) }
  const data = Array.from({ length: count }, (_, i) => ({ ...picture(i), revised_prompt }))
  if (String(fields.stream) !== 'true' || behaviour.has('json')) {
    json(response, { created: 1, data, ...made, ...tokensOf(behaviour) })
    return
  }
  const drafts = Array.from({ length: behaviour.number('drafts', Number(fields.partial_images ?? 0)) }, (_, i) => ({
    type: `${kind}.partial_image`,
    partial_image_index: i,
    b64_json: 'ZHJhZnQ=',
    ...look,
    ...made,
  }))
  const done = data.map((image) => ({ type: `${kind}.completed`, ...image, ...look, ...made, ...tokensOf(behaviour) }))
  await events(response, [...drafts, ...done], behaviour)
}

async function transcribe(response: ServerResponse, { fields, files }: Asked, behaviour: Behaviour) {
  const text = JSON.stringify({ ...fields, files })
  const seconds = behaviour.number('seconds', 3)
  const usage = behaviour.has('nousage') ? {} : behaviour.has('tokens') ? tokensOf(behaviour) : { usage: { type: 'duration', seconds } }
  const format = fields.response_format ?? 'json'
  if (String(fields.stream) === 'true' && !behaviour.has('json')) {
    const deltas = [...text.matchAll(/.{1,40}/g)].map(([delta]) => ({ type: 'transcript.text.delta', delta }))
    await events(response, [...deltas, { type: 'transcript.text.done', text, ...usage }], behaviour)
  } else if (format === 'verbose_json') json(response, { task: 'transcribe', language: 'chinese', duration: seconds, text, segments: [] })
  else if (format.endsWith('json') || behaviour.has('json')) json(response, { text, ...usage })
  else response.writeHead(200, { 'content-type': format === 'vtt' ? 'text/vtt' : 'text/plain; charset=utf-8' }).end(text)
}

/** Resolves when there is room again, or when nobody reads any more. */
async function taken(response: ServerResponse) {
  const { promise, resolve } = Promise.withResolvers<void>()
  response.on('drain', resolve).on('close', resolve)
  await promise
  response.off('drain', resolve).off('close', resolve)
}

const piece = Buffer.alloc(65_536, 'sound')

/** As many bytes as the name says, in pieces, never faster than they are taken. */
async function speak(response: ServerResponse, { fields }: Asked, behaviour: Behaviour) {
  if (fields.stream_format === 'sse') {
    const deltas = Array.from({ length: 4 }, () => ({ type: 'speech.audio.delta', audio: piece.toString('base64', 0, 300) }))
    await events(response, [...deltas, { type: 'speech.audio.done', ...tokensOf(behaviour) }], behaviour)
    return
  }
  const bytes = behaviour.number('big', 128) * 1024
  response.writeHead(200, { 'content-type': `audio/${fields.response_format ?? 'mpeg'}` })
  for (let sent = 0, at = 0; sent < bytes && !response.destroyed; at++) {
    if (behaviour.number('cut', -1) === at) return response.socket?.destroy()
    const part = piece.subarray(0, Math.min(piece.length, bytes - sent))
    sent += part.length
    if (!response.write(part)) await taken(response)
    await sleep(behaviour.number('slow', 0))
  }
  response.end()
}
