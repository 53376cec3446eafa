import 'server-only'
import { fail, isAppError } from '@/lib/errors'
import type { Call } from '../call/call'
import { ownRoom, sharedRoom } from './large-bodies'

export interface Received {
  bytes: Buffer
  /** To be called when nothing of the body is kept any more. */
  leave(): void
}

/** The announced length of a body; undefined when there is none. */
export function toldLength({ headers }: Pick<Call, 'headers'>): number | undefined {
  const length = Number(headers['content-length'])
  return headers['content-length'] !== undefined && Number.isFinite(length) ? length : undefined
}

/** Reads a whole body, of at most `limit` bytes. It counts against what its owner and what all callers may keep here until they leave. */
export async function receive(call: Call, userId: number, limit: number): Promise<Received> {
  const coding = call.headers['content-encoding']
  if (coding !== undefined && coding !== 'identity')
    throw fail('wrong_content_type', { message: `Send the body without Content-Encoding: "${coding.slice(0, 40)}" is not read here.` })
  const told = toldLength(call)
  if (told !== undefined && told > limit) throw tooLarge(limit)
  const rooms = [ownRoom({ userId, bytes: told ?? 0 })]
  const leave = () => {
    for (const each of rooms.splice(0)) each()
  }
  try {
    const bytes = await received(call, limit)
    if (told === undefined) rooms.push(ownRoom({ userId, bytes: bytes.length }))
    rooms.push(sharedRoom(bytes.length))
    return { bytes, leave }
  } catch (error) {
    leave()
    throw error
  }
}

const tooLarge = (limit: number) =>
  fail('body_too_large', { message: `The body is larger than ${limit / 1024 / 1024} MiB. Send less in one call.` })

async function received(call: Call, limit: number): Promise<Buffer> {
  try {
    return await call.body(limit)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'body_too_large') throw error
    throw tooLarge(limit)
  }
}

/** A call with an Idempotency-Key is compared with the one that had it before. */
export const isRepeatable = ({ headers }: Pick<Call, 'headers'>): boolean => headers['idempotency-key'] !== undefined
