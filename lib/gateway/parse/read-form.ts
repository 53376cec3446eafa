import 'server-only'
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { getMultipartBoundary, type MultipartPart, parseMultipart } from '@remix-run/multipart-parser'
import { fail, isAppError } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import type { Call } from '../call/call'
import { inTurn } from './large-bodies'
import { receive } from './receive'

export interface FormFile {
  filename: string
  /** Its media type as it was sent; '' when there was none. */
  type: string
  bytes: Buffer
}

/** One field of a form, in the order in which they came. */
export type FormPart = { name: string; text: string } | { name: string; file: FormFile }

export interface ReadForm {
  parts: FormPart[]
  /** The size of the body as it came. */
  bytes: number
  /** To be called when the parts are not needed any more. They are views of the body, which stays in memory as long. */
  leave(): void
}

const mostParts = 1000
const mostHeaderBytes = 8192
const longestText = 1024 * 1024
const longestName = 200
const mebibyte = 1024 * 1024
const form = /^multipart\/form-data\s*(;|$)/i
/** Of RFC 2046, which allows 70 characters, and longer ones, since some clients write them. */
const boundaryRule = /^[\x21-\x7e]{1,200}$/

export const isForm = ({ headers }: Pick<Call, 'headers'>): boolean => form.test(headers['content-type'] ?? '')

/** Reads the body as a form, which is counted while it is read. A large one is taken apart in its turn. */
export async function readForm(call: Call, userId: number): Promise<ReadForm> {
  if (!isForm(call)) throw fail('wrong_content_type', { message: 'Send a form with "Content-Type: multipart/form-data".' })
  const boundary = getMultipartBoundary(call.headers['content-type'] ?? '')?.trim()
  if (!boundary || !boundaryRule.test(boundary)) throw broken('its Content-Type names no valid boundary')
  const { bytes, leave } = await receive(call, userId, settings().formMegabytes * mebibyte)
  try {
    const parts = await inTurn({ userId, bytes: bytes.length }, () => formParts(bytes, boundary))
    return { parts, bytes: bytes.length, leave }
  } catch (error) {
    leave()
    throw error
  }
}

const broken = (why: string) => fail('invalid_request', { message: `The form cannot be read: ${why}.` })

export function formParts(bytes: Buffer, boundary: string): FormPart[] {
  const limits = { maxHeaderSize: mostHeaderBytes, maxFileSize: bytes.length, maxTotalSize: bytes.length, maxParts: mostParts }
  const parts: FormPart[] = []
  try {
    for (const part of parseMultipart(bytes, { boundary, ...limits })) parts.push(partOf(part))
  } catch (error) {
    throw isAppError(error) ? error : broken(reasonOf(error))
  }
  if (parts.length === 0) throw broken('it is empty')
  return parts
}

// The library's own words may quote the body, which must not reach a log.
function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'MaxPartsExceededError') return `it has more than ${mostParts} fields`
  if (name === 'MaxHeaderSizeExceededError') return `a field has headers of more than ${mostHeaderBytes} bytes`
  if (name === 'TypeError') return 'the headers of a field are not valid UTF-8'
  return 'it does not begin and end with the boundary that its Content-Type names'
}

function partOf(part: MultipartPart): FormPart {
  const { headers } = part
  const [name, filename] = [plain(part.name), plain(part.filename)]
  if (!name) throw broken('a field has no name')
  if (name.length > longestName) throw broken(`the name of a field is longer than ${longestName} characters`)
  if (name.includes('\0') || filename?.includes('\0')) throw broken('a name holds a NUL character')
  const bytes = contentOf(part)
  if (filename !== undefined) return { name, file: { filename, type: headers['content-type'] ?? '', bytes } }
  const wrong = (what: string) => fail('invalid_request', { param: name, message: `${name} ${what}.` })
  if (bytes.length > longestText) throw wrong(`is longer than ${longestText / mebibyte} MiB; a file needs a filename`)
  if (!isUtf8(bytes)) throw wrong('is not valid UTF-8; a file needs a filename')
  if (bytes.includes(0)) throw wrong('holds a NUL character, which models cannot read')
  return { name, text: bytes.toString() }
}

/** Browsers and SDKs escape a quote in a name, since it would end it. */
const plain = (name: string | undefined): string | undefined => name?.replaceAll('%22', '"')

/** A view of the body, which came in one piece. */
function contentOf({ content }: MultipartPart): Buffer {
  const [first] = content
  if (!first) return Buffer.alloc(0)
  return content.length === 1 ? Buffer.from(first.buffer, first.byteOffset, first.byteLength) : Buffer.concat(content)
}

/** The fields by their names, without the brackets that mark a list. What came more than once is a list. */
export function membersOf(parts: FormPart[]): Record<string, unknown> {
  const members = new Map<string, unknown>()
  for (const part of parts) {
    const value = 'file' in part ? part.file : part.text
    const isList = part.name.endsWith('[]')
    const name = isList ? part.name.slice(0, -2) : part.name
    const before = members.get(name)
    if (before !== undefined) members.set(name, [...(Array.isArray(before) ? before : [before]), value])
    else members.set(name, isList ? [value] : value)
  }
  return Object.fromEntries(members)
}

/** The same for the same fields and files, whatever the boundary between them: each sender draws a new one. */
export function digestOf(parts: FormPart[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) {
    const bytes = 'file' in part ? part.file.bytes : Buffer.from(part.text)
    const head = 'file' in part ? [part.name, bytes.length, part.file.filename, part.file.type] : [part.name, bytes.length]
    hash.update(JSON.stringify(head)).update(bytes)
  }
  return hash.digest()
}
