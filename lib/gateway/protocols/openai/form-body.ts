import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FormPart } from '../../parse/read-form'
import { mediaType } from '../media-type'

type Members = Record<string, unknown>

interface WrittenForm {
  headers: { 'content-type': string; 'content-length': string }
  body: Readable
}

/** Writes a form anew, in its order, with these members in place of its own of the same name. Its files are not copied. */
export function formBody(parts: FormPart[], members: Members): WrittenForm {
  const boundary = `atrium-${randomUUID()}`
  const replaced = (name: string) => Object.hasOwn(members, name.replace(/\[.*\]$/, ''))
  const pieces: (Buffer | string)[] = []
  const add = (name: string, text: string) => pieces.push(`--${boundary}\r\n${disposition(name)}\r\n\r\n`, text, '\r\n')
  for (const [name, value] of Object.entries(members)) {
    if (Array.isArray(value)) for (const each of value) add(`${name}[]`, textOf(each))
    else add(name, textOf(value))
  }
  for (const part of parts) {
    if (replaced(part.name)) continue
    if ('text' in part) add(part.name, part.text)
    else {
      const { filename, type, bytes } = part.file
      const head = `${disposition(part.name)}; filename="${quoted(filename)}"\r\nContent-Type: ${mediaType(type, 'application/octet-stream')}`
      pieces.push(`--${boundary}\r\n${head}\r\n\r\n`, bytes, '\r\n')
    }
  }
  pieces.push(`--${boundary}--\r\n`)
  // A stream stops at a piece without bytes.
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)).filter(({ length }) => length > 0)
  const length = bytes.reduce((sum, piece) => sum + piece.length, 0)
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(length) }
  return { headers, body: Readable.from(bytes, { objectMode: false }) }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const disposition = (name: string): string => `Content-Disposition: form-data; name="${quoted(name)}"`
/** As browsers write names: raw UTF-8, with an escape for what would end them. */
const quoted = (name: string): string => name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')
