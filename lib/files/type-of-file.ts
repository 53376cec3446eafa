import 'server-only'
import { fileTypeFromBuffer } from 'file-type'

const unknown = 'application/octet-stream'
/** What a caller may say of content that does not tell what it is. Markup is not among them, since browsers would run it. */
const plain = /^(text\/(plain|csv|markdown)|application\/(json|jsonl|x-ndjson|octet-stream))(;|$)/i

/** The media type of a file, by its content; what is told of it counts only for plain text. */
export async function typeOfFile(bytes: Buffer, told: string): Promise<string> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, 65_536)).catch(() => undefined)
  if (found) return found.mime
  return plain.test(told) ? (told.split(';')[0] ?? unknown).trim().toLowerCase() : unknown
}

/** Shown in a browser as they are; everything else is only saved. */
export const isShown = (type: string): boolean => /^(image\/(png|jpeg|gif|webp|avif|bmp)|application\/pdf)$/.test(type)
