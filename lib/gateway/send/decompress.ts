import { pipeline, type Readable, type Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import type { UpstreamResponse } from '../protocols/upstream-response'

/** 8 MiB of memory for a body, the most that RFC 9659 allows for HTTP. */
const ZSTD_WINDOW_LOG = 23

// The output is flushed at every chunk, so that an event does not wait for the next one.
const unpackers: Record<string, () => Transform> = {
  gzip: () => createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: () => createInflate({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }),
  br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } }),
}

/** Unpacks the body of a response. Destroying the result destroys the source. Unknown codings are left unchanged. */
export function decoded(response: UpstreamResponse): UpstreamResponse {
  const codings = String(response.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim().replace(/^x-/, ''))
    .filter((coding) => coding in unpackers)
  if (codings.length === 0) return response
  let body: Readable = response.body
  for (const coding of codings.reverse()) {
    const unpacker = unpackers[coding]?.()
    // The result carries the error. The callback only keeps it from being thrown.
    if (unpacker) body = pipeline(body, unpacker, () => {})
  }
  const { 'content-encoding': _coding, 'content-length': _length, ...headers } = response.headers
  return { ...response, headers, body }
}
