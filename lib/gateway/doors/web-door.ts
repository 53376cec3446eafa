import 'server-only'
import { Readable } from 'node:stream'
import { peerOf } from '@/lib/http/peer'
import { readBody } from '@/lib/http/read-body'
import type { Call, Serve } from '../call/call'

/** The door of the route handlers: it calls the same `serve` on any host with Request and Response. */
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
    body: (limit) => readBody(request, limit),
  }
}

// Readable.toWeb is not used because its queue reads ahead, and `type: 'bytes'` because it detaches Node's pooled buffers, which other
// streams use.
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
