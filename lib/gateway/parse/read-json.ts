import 'server-only'
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { fail } from '@/lib/errors'
import { editedFrom, namesIn, type Original } from '@/lib/json-edit'
import { hasLongNumber, outgrows } from '@/lib/json-shape'
import type { Call } from '../call/call'
import { inTurn, largeFrom } from './large-bodies'
import { isRepeatable, receive } from './receive'

export const bodyLimit = 32 * 1024 * 1024
const deepest = 128
const longestArray = 100_000
const mostMembers = 10_000
/** The most characters that an error repeats of the body's own names. */
const longestPath = 200
/** Two bytes and more each: a body of a mebibyte need not be counted. */
const mostValues = 530_000
/** Smaller bodies take too little time to hold up others. */
const looksFirstFrom = 65_536
const nul = Buffer.from('\\u0000')

export interface ReadBody {
  body: Record<string, unknown>
  /** What it was read from, where it is long and says nothing twice; until the request has been sent. */
  original?: Original | undefined
  /** The size of the body as it came. */
  bytes: number
  /** A hash of it as it came, for a call that may be repeated; else null. */
  digest: Buffer | null
}

/**
 * Reads the body as a JSON object. It is counted while it is read and decoded once, and must be neither too deep nor too wide. Large bodies
 * are read one after the other.
 */
export async function readJson(call: Call, userId: number): Promise<ReadBody> {
  const type = call.headers['content-type']
  if (type !== undefined && !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) throw fail('wrong_content_type')
  const { bytes, leave } = await receive(call, userId, bodyLimit)
  try {
    const weight = { userId, bytes: bytes.length }
    const digest = isRepeatable(call) ? await inTurn(weight, () => createHash('sha256').update(bytes).digest()) : null
    return { ...(await parseInTurn(bytes, userId)), bytes: bytes.length, digest }
  } finally {
    leave()
  }
}

/** Parses in steps, each of which is short enough for others to go on, however large the body is. */
async function parseInTurn(bytes: Buffer, userId: number): Promise<Pick<ReadBody, 'body' | 'original'>> {
  const weight = { userId, bytes: bytes.length }
  if (bytes.length < largeFrom) return parsedBody(bytes)
  await inTurn(weight, () => checkBytes(bytes))
  const text = await inTurn(weight, () => bytes.toString('utf8'))
  const body = await inTurn(weight, () => parse(text, bytes))
  const names = await inTurn(weight, () => bounded(body, '', 1, bytes.includes(nul)))
  return { body, original: await inTurn(weight, () => originalOf(body, bytes, names)) }
}

export const parseJson = (bytes: Buffer): Record<string, unknown> => parsedBody(bytes).body

function parsedBody(bytes: Buffer): Pick<ReadBody, 'body' | 'original'> {
  checkBytes(bytes)
  const body = parse(bytes.toString('utf8'), bytes)
  return { body, original: originalOf(body, bytes, bounded(body, '', 1, bytes.includes(nul))) }
}

/** Of a name that stands twice in an object the upstream might read the other one, which nothing was held for. */
const originalOf = (object: Record<string, unknown>, bytes: Buffer, names: number): Original | undefined =>
  bytes.length >= editedFrom && namesIn(bytes) === names ? { object, bytes } : undefined

function checkBytes(bytes: Buffer): void {
  if (bytes.length === 0) throw fail('invalid_json', { message: 'The body is empty. Send a JSON object.' })
  if (!isUtf8(bytes)) throw fail('invalid_json', { message: 'The body is not valid UTF-8.' })
  if (bytes.length <= looksFirstFrom) return
  const over = outgrows(bytes, { depth: deepest, values: mostValues })
  if (over === 'depth') throw tooDeep()
  if (over === 'values') throw fail('invalid_request', { message: `The body has more than ${mostValues} values.` })
}

function parse(text: string, bytes: Buffer): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = hasLongNumber(bytes) && !outgrows(bytes, keepsDigits) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch (error) {
    throw fail('invalid_json', { message: `The body is not valid JSON${placeOf(error)}.` })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw fail('invalid_json', { message: 'The body must be a JSON object.' })
  return parsed as Record<string, unknown>
}

const tooDeep = () => fail('invalid_request', { message: `The body is nested deeper than ${deepest} levels.` })

/** A reviver makes parsing about fifty times slower, so half a million values would hold up everybody for a second. */
const keepsDigits = { depth: deepest, values: 5000 }

/** An integer that a double cannot hold, such as a 64-bit seed, keeps the digits that were sent. */
const keepDigits = (_: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? JSON.rawJSON(source) : value

// The engine's message quotes the body, which must not reach a log.
function placeOf(error: unknown): string {
  const place = /position \d+/.exec(error instanceof Error ? error.message : '')
  return place ? ` (at ${place[0]})` : ''
}

/** Returns how many names it has at any depth. */
function bounded(value: object, path: string, depth: number, mayHoldNul: boolean): number {
  if (depth > deepest) throw tooDeep()
  if (Array.isArray(value)) {
    if (value.length > longestArray)
      throw fail('invalid_request', { param: path, message: `${path || 'A list'} has more than ${longestArray} items.` })
    let names = 0
    for (let i = 0; i < value.length; i++) names += inside(value[i], mayHoldNul ? `${path}[${i}]` : path, depth, mayHoldNul)
    return names
  }
  if (JSON.isRawJSON(value)) return 0
  let members = 0
  let below = 0
  for (const name in value) {
    if (++members > mostMembers)
      throw fail('invalid_request', {
        param: path || undefined,
        message: `${path || 'The body'} has an object of more than ${mostMembers} members.`,
      })
    if (mayHoldNul && name.includes('\0')) throw fail('invalid_request', { message: 'A member name holds a NUL character.' })
    const place = depth === 1 ? name.slice(0, longestPath) : mayHoldNul ? `${path}.${name}`.slice(0, longestPath) : path
    below += inside((value as Record<string, unknown>)[name], place, depth, mayHoldNul)
  }
  return members + below
}

function inside(value: unknown, path: string, depth: number, mayHoldNul: boolean): number {
  if (typeof value === 'object' && value !== null) return bounded(value, path, depth + 1, mayHoldNul)
  if (mayHoldNul && typeof value === 'string' && value.includes('\0'))
    throw fail('invalid_request', { param: path, message: `${path} holds a NUL character (\\u0000), which models cannot read.` })
  return 0
}
