import 'server-only'
import { isUtf8 } from 'node:buffer'
import { fail, isAppError } from '@/lib/errors'
import { outgrows } from '@/lib/json-shape'
import type { Call } from './call'

export const bodyLimit = 32 * 1024 * 1024
const deepest = 128
const longestArray = 100_000
const mostMembers = 10_000
const mostValues = 500_000
/** Smaller ones are parsed before anybody could notice. */
const looksFirstFrom = 65_536
const nul = Buffer.from('\\u0000')

/** The body as a JSON object: counted while it is read, decoded once, neither too deep nor too wide. */
export async function readJson(call: Call): Promise<Record<string, unknown>> {
  const type = call.headers['content-type']
  if (type !== undefined && !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) throw fail('wrong_content_type')
  const coding = call.headers['content-encoding']
  if (coding !== undefined && coding !== 'identity')
    throw fail('wrong_content_type', { message: `Send the body without Content-Encoding: "${coding.slice(0, 40)}" is not read here.` })
  try {
    return parseJson(await call.body(bodyLimit))
  } catch (error) {
    if (!isAppError(error) || error.code !== 'body_too_large') throw error
    throw fail('body_too_large', { message: `The body is larger than ${bodyLimit / 1024 / 1024} MiB. Send less in one call.` })
  }
}

export function parseJson(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) throw fail('invalid_json', { message: 'The body is empty. Send a JSON object.' })
  if (!isUtf8(bytes)) throw fail('invalid_json', { message: 'The body is not valid UTF-8.' })
  if (bytes.length > looksFirstFrom) checkShape(bytes)
  let parsed: unknown
  try {
    const text = bytes.toString('utf8')
    parsed = longNumber.test(text) && !outgrows(bytes, keepsDigits) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch (error) {
    throw fail('invalid_json', { message: `The body is not valid JSON${placeOf(error)}.` })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw fail('invalid_json', { message: 'The body must be a JSON object.' })
  bounded(parsed, '', 1, bytes.includes(nul))
  return parsed as Record<string, unknown>
}

function checkShape(bytes: Buffer): void {
  const over = outgrows(bytes, { depth: deepest, values: mostValues })
  if (over === 'depth') throw tooDeep()
  if (over === 'values') throw fail('invalid_request', { message: `The body has more than ${mostValues} values.` })
}

const tooDeep = () => fail('invalid_request', { message: `The body is nested deeper than ${deepest} levels.` })

const longNumber = /\d{16}/
/** A reviver makes parsing some fifty times slower: half a million values would hold up everybody for a second. */
const keepsDigits = { depth: deepest, values: 5000 }

/** A whole number beyond a double's (a seed of 64 bits) goes on as it was sent. */
const keepDigits = (_: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? JSON.rawJSON(source) : value

// The engine's own message quotes the body, which belongs in no log.
function placeOf(error: unknown): string {
  const place = /position \d+/.exec(error instanceof Error ? error.message : '')
  return place ? ` (at ${place[0]})` : ''
}

function bounded(value: object, path: string, depth: number, mayHoldNul: boolean): void {
  if (depth > deepest) throw tooDeep()
  if (Array.isArray(value)) {
    if (value.length > longestArray)
      throw fail('invalid_request', { param: path, message: `${path || 'A list'} has more than ${longestArray} items.` })
    for (let i = 0; i < value.length; i++) inside(value[i], mayHoldNul ? `${path}[${i}]` : path, depth, mayHoldNul)
    return
  }
  let members = 0
  for (const name in value) {
    if (++members > mostMembers)
      throw fail('invalid_request', {
        param: path || undefined,
        message: `${path || 'The body'} has an object of more than ${mostMembers} members.`,
      })
    if (mayHoldNul && name.includes('\0')) throw fail('invalid_request', { message: 'A member name holds a NUL character.' })
    const below = depth === 1 ? name : mayHoldNul ? `${path}.${name}` : path
    inside((value as Record<string, unknown>)[name], below, depth, mayHoldNul)
  }
}

function inside(value: unknown, path: string, depth: number, mayHoldNul: boolean): void {
  if (typeof value === 'object' && value !== null) bounded(value, path, depth + 1, mayHoldNul)
  else if (mayHoldNul && typeof value === 'string' && value.includes('\0'))
    throw fail('invalid_request', { param: path, message: `${path} holds a NUL character (\\u0000), which models cannot read.` })
}
