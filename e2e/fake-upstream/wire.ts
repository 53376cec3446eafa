import type { ServerResponse } from 'node:http'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { createBrotliCompress, createDeflate, createGzip, constants as zlib } from 'node:zlib'
import type { Behaviour } from './behaviour.ts'

/** Writes the bytes of an answer, framed, split and packed as the model's name asks. */
export interface Wire {
  event(data: string): Promise<void>
  raw(bytes: string): Promise<void>
  end(): Promise<void>
}

/** One server-sent event in the dialect that the name asks for. */
export function frame(data: string, behaviour: Behaviour): string {
  const field = behaviour.has('nospace') ? 'data:' : 'data: '
  // JSON text may be broken at any space between its members, because an event joins its data lines with \n.
  const lines = behaviour.has('multiline') && data.startsWith('{') ? data.replace(/,"choices"/, '\n,"choices"').split('\n') : [data]
  const fields = lines.map((line) => `${field}${line}\n`).join('')
  return `${behaviour.has('idlines') ? 'event: message\nid: 7\nretry: 10000\n' : ''}${fields}\n`
}

const newline = (behaviour: Behaviour) => (behaviour.has('crlf') ? '\r\n' : behaviour.has('cr') ? '\r' : '\n')

function packer(behaviour: Behaviour) {
  if (behaviour.has('gzip')) return createGzip({ flush: zlib.Z_SYNC_FLUSH })
  if (behaviour.has('deflate')) return createDeflate({ flush: zlib.Z_SYNC_FLUSH })
  if (behaviour.has('br')) return createBrotliCompress({ flush: zlib.BROTLI_OPERATION_FLUSH })
  return undefined
}

export const encodingOf = (behaviour: Behaviour): string | undefined => ['gzip', 'deflate', 'br'].find((word) => behaviour.has(word))

/** Resolves when the socket takes more, or is gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}

export function wireTo(response: ServerResponse, behaviour: Behaviour): Wire {
  const pack = packer(behaviour)
  pack?.on('data', (part: Buffer) => response.write(part))
  const size = behaviour.number('bytes', behaviour.has('bytes') ? 1 : 0)
  const eol = newline(behaviour)
  let first = behaviour.has('bom')

  const put = async (part: Buffer) => {
    if (response.destroyed) return
    if (pack) await new Promise<void>((done) => pack.write(part, () => done()))
    else response.write(part)
    if (response.writableNeedDrain && !response.destroyed) await drained(response)
  }
  const send = async (text: string) => {
    const bytes = Buffer.from((first ? '\uFEFF' : '') + (eol === '\n' ? text : text.replaceAll('\n', eol)))
    first = false
    if (size === 0) return put(bytes)
    for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
      await put(bytes.subarray(at, at + size))
      await turn() // Each piece gets a turn of its own, or the kernel joins the writes.
    }
  }
  return {
    event: (data) => send(frame(data, behaviour)),
    raw: send,
    async end() {
      if (pack) await new Promise<void>((done) => pack.once('end', done).end())
      if (behaviour.has('lateend')) await sleep(behaviour.number('lateend', 100))
      response.end()
    },
  }
}
