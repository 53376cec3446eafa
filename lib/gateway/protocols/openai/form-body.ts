import { randomUUID } from 'node:crypto'
import type { FormPart } from '../../parse/read-form'
import { mediaType } from '../media-type'

type Members = Record<string, unknown>

/** Writes a form anew, in its order, with these members in place of its own of the same name. */
export function formBody(parts: FormPart[], members: Members): { type: string; body: Buffer } {
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
  const body = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const disposition = (name: string): string => `Content-Disposition: form-data; name="${quoted(name)}"`
/** As browsers write names: raw UTF-8, with an escape for what would end them. */
const quoted = (name: string): string => name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')
