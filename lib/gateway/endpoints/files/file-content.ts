import 'server-only'
import type { FileRow } from '@/lib/files/file-row'
import { findAnyFile, findFile } from '@/lib/files/find-file'
import { readFileBytes } from '@/lib/files/read-file-bytes'
import { isShown } from '@/lib/files/type-of-file'
import type { Reply } from '../../call/call'
import type { Exchange } from '../../call/exchange'
import { replyHeaders } from '../../reply/headers'
import type { OpenEndpoint, RawEndpoint } from '../endpoint'

/** The bytes of a user's own file, or a part of them. */
export const fileContent: RawEndpoint = {
  method: 'GET',
  name: 'files/{id}/content',
  send: async ({ exchange, caller, at }) => contentOf(await findFile(at.id, caller.user.id), exchange, 'attachment'),
}

/** The same for anybody who knows the id, so that a page can show a picture. What a browser might run is only saved. */
export const filePreview: OpenEndpoint = {
  method: 'GET',
  name: 'files/{id}/preview',
  async show({ exchange, at }) {
    const file = await findAnyFile(at.id)
    return contentOf(file, exchange, isShown(file.type) ? 'inline' : 'attachment')
  },
}

function contentOf(file: FileRow, exchange: Exchange, disposition: 'inline' | 'attachment'): Reply {
  const range = rangeOf(exchange.headers.range, file.bytes)
  const headers: Record<string, string> = {
    ...replyHeaders(exchange, 'json'),
    'content-type': file.type,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, escape)}`,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'cache-control': 'private, max-age=3600',
    'cross-origin-resource-policy': 'cross-origin',
  }
  if (range === 'outside') return { status: 416, headers: { ...headers, 'content-range': `bytes */${file.bytes}` }, body: null }
  const { from, to } = range ?? { from: 0, to: file.bytes - 1 }
  headers['content-length'] = String(to - from + 1)
  if (range) headers['content-range'] = `bytes ${from}-${to}/${file.bytes}`
  return { status: range ? 206 : 200, headers, body: file.bytes === 0 ? null : readFileBytes(file.id, { from, to }) }
}

/** One range of bytes, as a download asks for it that goes on; undefined: all. Lists of ranges may be ignored. */
function rangeOf(header: string | undefined, bytes: number): { from: number; to: number } | 'outside' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  return from > to ? 'outside' : { from, to }
}
