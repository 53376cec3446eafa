import 'server-only'
import type { Call } from '../call/call'
import { inTurn } from './large-bodies'
import { digestOf, type FormPart, isForm, membersOf, readForm } from './read-form'
import { type ReadBody, readJson } from './read-json'
import { isRepeatable } from './receive'

/** How an endpoint is asked: with JSON, with a form, or with either. */
export type BodyKind = 'json' | 'form' | 'either'

export interface ReadRequest extends ReadBody {
  /** The fields of a form, of which `body` has the members by their names. */
  form?: FormPart[]
  /** A key that stood in the body as others stand in the header Idempotency-Key. */
  repeatKey?: string
  /** To be called when the request is not needed any more. */
  leave(): void
}

export async function readRequest(call: Call, userId: number, kind: BodyKind = 'json'): Promise<ReadRequest> {
  if (kind === 'form' || (kind === 'either' && isForm(call))) {
    const { parts, bytes, leave } = await readForm(call, userId)
    const digest = isRepeatable(call) ? await inTurn({ userId, bytes }, () => digestOf(parts)) : null
    return { body: membersOf(parts), form: parts, bytes, digest, leave }
  }
  return { ...(await readJson(call, userId)), leave() {} }
}
