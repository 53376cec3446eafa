import 'server-only'
import { fetchDocument } from '@/lib/documents/fetch-document'
import { documentLimits } from '@/lib/documents/job'
import { fail } from '@/lib/errors'
import type { FileRow } from '@/lib/files/file-row'
import { findAnyFile, findFile } from '@/lib/files/find-file'
import { readFileBytes } from '@/lib/files/read-file-bytes'
import { once } from '@/lib/once'
import { type Errand, inLane, lanes } from '@/lib/throttle/lanes'
import type { FormFile } from '../../parse/read-form'
import { absent, wrong } from '../check-members'

type Members = Record<string, unknown>

type Room = (bytes: number) => void

/** A document as it was sent or found. */
interface Found {
  bytes: Buffer
  /** '' where it has none. */
  name: string
  suffix: string
}

/** Clients of the various tools of this kind name it in various ways. */
const packed = ['file_base64', 'pdf_base64', 'pdfbin', 'base64', 'content', 'file']
const addresses = ['url', 'file_url']
const names = ['file_name', 'filename', 'name']

/**
 * The document of a request: in it, in the file store, or at a public address. Members that are not known are passed over. `room` is asked
 * before so many bytes are loaded that were not in the request, and throws when they are too many.
 */
export async function findDocument(body: Members, owner: number, room: Room): Promise<Found> {
  const { bytes, name = '' } = await soughtIn(body, owner, room)
  if (bytes.length === 0) throw wrong('file', 'is empty')
  if (bytes.length > documentLimits.bytes) throw tooLarge()
  const given = [textIn(body, names), name].find(Boolean) ?? ''
  return { bytes, name: given, suffix: suffixOf(body, given) }
}

const tooLarge = () =>
  fail('body_too_large', {
    param: 'file',
    message: `The document is larger than ${documentLimits.bytes / 1024 / 1024} MiB. Send it in parts.`,
  })

async function soughtIn(body: Members, owner: number, room: Room): Promise<{ bytes: Buffer; name?: string }> {
  const { file } = body
  if (isFile(file)) return { bytes: file.bytes, name: file.filename }
  for (const member of packed) if (!absent(body[member])) return { bytes: unpacked(body[member], member) }
  if (!absent(body.file_id)) {
    if (typeof body.file_id !== 'string') throw wrong('file_id', 'must be a string')
    return read(await findFile(body.file_id, owner), room)
  }
  const url = textIn(body, addresses)
  if (url) return at(url, owner, room)
  throw wrong('file', 'is missing: send the document as file, file_base64, file_id or url')
}

/** An object of a JSON body may look like one. */
const isFile = (value: unknown): value is FormFile =>
  typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer(value.bytes)

function unpacked(value: unknown, member: string): Buffer {
  const text = typeof value === 'string' ? value.replace(/^data:[^,]{0,200};base64,/, '') : ''
  // What ends it is looked at by itself: blanks that may stand in two places take time by the square of them.
  if (text === '' || !/^[A-Za-z0-9+/_\-\s]*$/.test(text.trimEnd().replace(/={1,2}$/, '')))
    throw wrong(member, 'must be the document as base64')
  return Buffer.from(text, 'base64')
}

const preview = /\/files\/(file-[0-9a-f]{32})\/(preview|content)$/

/** A preview of our own store is read there: whoever knows its address may see it. */
async function at(url: string, owner: number, room: Room): Promise<{ bytes: Buffer; name?: string }> {
  const path = URL.parse(url)?.pathname ?? ''
  const own = preview.exec(path)?.[1]
  if (own) return read(await findAnyFile(own), room)
  const bytes = await inLane(fetching(), String(owner), () => fetchDocument(url))
  room(bytes.length)
  return { bytes, name: path.slice(path.lastIndexOf('/') + 1) }
}

/** How long a document at an address is, is known when it is here. One of a user is fetched at a time, and a few of all. */
const fetching = () => once('documents.fetching', () => lanes<Errand>(8, () => 1))

const read = async (file: FileRow, room: Room) => ({ bytes: await fileBytes(file, room), name: file.name })

/** All of a file of the store. */
export async function fileBytes({ id, bytes: size }: FileRow, room?: Room): Promise<Buffer> {
  if (size > documentLimits.bytes) throw tooLarge()
  room?.(size)
  const parts: Buffer[] = []
  if (size > 0) for await (const part of readFileBytes(id, { from: 0, to: size - 1 })) parts.push(part)
  return Buffer.concat(parts)
}

function textIn(body: Members, members: string[]): string | undefined {
  for (const member of members) {
    const value = body[member]
    if (absent(value) || value === '') continue
    if (typeof value !== 'string') throw wrong(member, 'must be a string')
    return value
  }
  return undefined
}

function suffixOf(body: Members, name: string): string {
  const told = textIn(body, ['suffix']) ?? /\.[^./\\]+$/.exec(name)?.[0] ?? ''
  return told.replace(/^\./, '').slice(0, 20).toLowerCase()
}
