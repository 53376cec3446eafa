import 'server-only'
import { Readable } from 'node:stream'
import type { FileRow } from '@/lib/files/file-row'
import { readFileBytes } from '@/lib/files/read-file-bytes'
import { isShown } from '@/lib/files/type-of-file'

/** A stored file for those who may read it. Pictures and PDF are shown in a sandbox; what a browser might run is only saved. */
export function fileAnswer({ id, name, type, bytes }: FileRow): Response {
  const disposition = isShown(type) ? 'inline' : 'attachment'
  const escaped = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
  const content = Readable.toWeb(readFileBytes(id, { from: 0, to: bytes - 1 })) as ReadableStream
  return new Response(content, {
    headers: {
      'content-type': type,
      'content-length': String(bytes),
      'content-disposition': `${disposition}; filename*=UTF-8''${escaped}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    },
  })
}
