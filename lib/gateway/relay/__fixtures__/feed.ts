import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { chatCompletions } from '../../endpoints/chat/chat-completions'
import type { StreamEnd } from '../../measure/stream-end'
import { openai } from '../../protocols/openai/openai'
import type { UpstreamResponse } from '../../protocols/upstream-response'
import { openStream } from '../open-stream'
import type { OpenedStream, StreamHooks, StreamOptions } from '../stream-types'

/** How a body ends: orderly, torn off, or not at all. */
export type BodyEnd = 'end' | 'reset' | 'hang'

/** A body that gives these chunks, one a turn, as fast as it is read. */
export function feed(chunks: readonly (string | Buffer)[], end: BodyEnd = 'end'): Readable {
  let at = 0
  return new Readable({
    read() {
      setImmediate(() => {
        const chunk = chunks[at++]
        if (chunk !== undefined) this.push(Buffer.from(chunk as string))
        else if (end === 'end') this.push(null)
        else if (end === 'reset') this.destroy(new Error('ECONNRESET'))
      })
    },
  })
}

export const answerOf = (body: Readable, type = 'text/event-stream'): UpstreamResponse => ({
  status: 200,
  headers: { 'content-type': type },
  body,
})

export const limits = { firstToken: 60_000, idle: 60_000, total: 600_000 }
/** A caller of chat completions and an upstream that speaks the same, unless said otherwise. */
export function options({ model = 'asked', wantsUsage = false, ...more }: Asking = {}): StreamOptions {
  const alike = more.alike ?? true
  const request = { ...chatCompletions.parse({ model, stream: true, messages: [{ role: 'user', content: 'hi' }] }) }
  request.prompt.stream_options = { include_usage: wantsUsage }
  const writer = chatCompletions.stream({ request, model, id: 'call_1', time: new Date(1000), alike })
  return { protocol: openai, writer, alike, limits, signal: new AbortController().signal, ...more }
}

export interface Asking extends Partial<StreamOptions> {
  model?: string
  wantsUsage?: boolean
}

export interface Settled extends Omit<StreamEnd, 'delivered' | 'ttftMs' | 'words'> {
  text: string
  tokens: number
}

/** Settles like the gateway does and keeps what it was told. */
export function settling(returns: Awaited<ReturnType<StreamHooks['settle']>> = undefined) {
  const settled: Settled[] = []
  const ends: StreamHooks = {
    keepAliveMs: 15_000,
    async settle({ delivered, ttftMs: _ttftMs, words: _words, ...end }) {
      settled.push({ ...end, text: delivered.text(), tokens: delivered.tokens() })
      await turn()
      return returns
    },
  }
  return { settled, ends }
}

export interface Relayed {
  refused?: Extract<OpenedStream, { ok: false }>
  out: string
  settled: Settled[]
}

/** One stream from its first byte to its last, read by a caller that keeps up. */
export async function relayed(
  response: UpstreamResponse,
  asked: StreamOptions,
  returns?: Awaited<ReturnType<StreamHooks['settle']>>,
): Promise<Relayed> {
  const { settled, ends } = settling(returns)
  const opened = await openStream(response, asked)
  if (!opened.ok) return { refused: opened, out: '', settled }
  const parts: Buffer[] = []
  for await (const part of opened.start(ends)) parts.push(part as Buffer)
  return { out: Buffer.concat(parts).toString(), settled }
}

export function pieces(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
}
