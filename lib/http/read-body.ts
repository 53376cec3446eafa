import { fail } from '@/lib/errors'
import { parseKeepingDigits } from '@/lib/json'
import { outgrows } from '@/lib/json-shape'

/** More than any form sends. Parsing more would hold up everybody else. */
const mostJson = { depth: 64, values: 50_000 }
/** Smaller bodies are parsed so quickly that nothing else waits. */
const looksFirstFrom = 16_384

/** Reads the whole body. Throws 413 as soon as it is known to be larger than `limit` bytes. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => fail('body_too_large', { message: `The body is larger than ${limit} bytes.`, more: { limit } })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw fail('client_gone')
    })
    if (done) break
    size += value.byteLength
    if (size > limit) {
      void reader.cancel().catch(() => undefined)
      throw tooLarge()
    }
    parts.push(value)
  }
  return Buffer.concat(parts)
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fail('invalid_json')
  }
}

export const readText = async (request: Request, limit: number): Promise<string> => decoded(await readBody(request, limit))

/** The path of a text in `value` that PostgreSQL cannot store (NUL, half a surrogate pair). */
export function unstorable(value: unknown): string | undefined {
  const bad = (text: string) => text.includes('\0') || !text.isWellFormed()
  const waiting: { path: string; value: unknown }[] = [{ path: '', value }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (typeof next.value === 'string' && bad(next.value)) return next.path
    if (typeof next.value !== 'object' || next.value === null) continue
    for (const [name, inner] of Object.entries(next.value)) {
      if (bad(name)) return next.path
      waiting.push({ path: next.path ? `${next.path}.${name}` : name, value: inner })
    }
  }
  return undefined
}

const isJson = (type: string | null) => /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type ?? '')

/**
 * Parses the JSON body. No body counts as `{}`, so that the schema says what is missing. Numbers of members in `exact` stay the digits that
 * were sent.
 */
export async function readJsonBody(request: Request, limit: number, exact: readonly string[] = []): Promise<unknown> {
  const bytes = await readBody(request, limit)
  if (bytes.length > looksFirstFrom && outgrows(bytes, mostJson)) throw fail('invalid_request', { fields: { body: 'too_many_values' } })
  const text = decoded(bytes)
  const type = request.headers.get('content-type')
  if (text === '' && (type === null || isJson(type))) return {}
  if (!isJson(type)) throw fail('wrong_content_type')
  let value: unknown
  try {
    value = exact.length > 0 ? parseKeepingDigits(text, new Set(exact)) : JSON.parse(text)
  } catch {
    throw fail('invalid_json')
  }
  const wrong = unstorable(value)
  if (wrong !== undefined) throw fail('invalid_request', { fields: { [wrong || 'body']: 'unstorable' } })
  return value
}
