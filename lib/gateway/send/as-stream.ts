import 'server-only'
import { readAll, type UpstreamResponse } from '../protocols/upstream-response'
import { ofRefusal, type Way } from './attempt'
import { decoded } from './decompress'

/** As a stream: the answer is there with its headers, and its body is still to be read. */
export const asStream: Way<UpstreamResponse> = {
  /**
   * Until the headers are there the request ends when the caller leaves. Afterwards the reader of the body decides, because a report may
   * still come after the caller has left.
   */
  async post({ pool, prefix, query }, { path, headers, body }, { firstByte }, caller) {
    const sending = new AbortController()
    const leave = () => sending.abort()
    caller.addEventListener('abort', leave)
    if (caller.aborted) leave()
    try {
      const { signal } = sending
      const headersTimeout = Math.round(firstByte * 1000)
      const answer = await pool.request({ method: 'POST', path: prefix + path + query, headers, body, signal, headersTimeout })
      return decoded({ status: answer.statusCode, headers: answer.headers, body: answer.body })
    } finally {
      caller.removeEventListener('abort', leave)
    }
  },
  local: (response) => response,
  readRefusal: ({ body }, signal) => readAll(body, { ...ofRefusal, signal }),
}
