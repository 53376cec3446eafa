import 'server-only'
import { Readable } from 'node:stream'
import { fail } from '@/lib/errors'
import { peerOf } from '@/lib/http/peer'
import type { Call, Serve } from '../call/call'

/** The plain door: the same `serve` behind any host that speaks Request and Response. */
export const webDoor =
  (serve: Serve) =>
  async (request: Request): Promise<Response> => {
    const { status, headers, body } = await serve(callOf(request))
    const bare = status === 204 || status === 304 || request.method === 'HEAD'
    if (!(body instanceof Readable)) return new Response(bare ? null : (body as BodyInit | null), { status, headers })
    return new Response(asWeb(body), { status, headers })
  }

function callOf(request: Request): Call {
  const address = request.url.indexOf('/', request.url.indexOf('//') + 2)
  return {
    method: request.method,
    path: request.url.slice(address),
    headers: Object.fromEntries(request.headers),
    peer: peerOf(request.headers),
    signal: request.signal,
    body: (limit) => read(request, limit),
  }
}

async function read(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length')) > limit) throw fail('body_too_large')
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw fail('client_gone')
    })
    if (done) break
    size += value.length
    if (size > limit) {
      void reader.cancel().catch(() => {})
      throw fail('body_too_large')
    }
    parts.push(value)
  }
  return Buffer.concat(parts)
}

// Not Readable.toWeb, whose queue reads ahead, and never `type: 'bytes'`: that detaches Node's pooled buffers under other streams.
function asWeb(body: Readable): ReadableStream<Uint8Array> {
  const parts = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(out) {
        try {
          const { done, value } = await parts.next()
          if (done) out.close()
          else out.enqueue(value)
        } catch (error) {
          out.error(error)
        }
      },
      cancel() {
        body.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}
