import 'server-only'
import { createHash } from 'node:crypto'
import { isObject } from '@/lib/json-object'
import { type FormPart, membersOf } from '../../parse/read-form'
import type { ReadRequest } from '../../parse/read-request'
import { absent, wrong } from '../check-members'

const longestKey = 255

interface Called {
  model: string
  /** The names of what may come without a name. */
  parameters: string[]
}

/** What a function was told, as the body of the endpoint that does the same. */
export function unwrapped({ body, form, digest, ...read }: ReadRequest, called: Called): ReadRequest {
  const same = digest && hashOf(digest, called.model)
  if (!form) {
    const told: Record<string, unknown> = { ...argumentsIn(body, called.parameters), model: called.model }
    return { ...read, digest: same, body: told, ...(same ? {} : repeatIn(told, called)) }
  }
  const parts = [...form.flatMap(argumentIn), { name: 'model', text: called.model }]
  return { ...read, digest: same, form: parts, body: membersOf(parts) }
}

const hashOf = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The key by which a task that is handed in again is known, where the function has one. */
function repeatIn(told: Record<string, unknown>, { parameters }: Called): Pick<ReadRequest, 'repeatKey' | 'digest'> | undefined {
  const key = parameters.includes('idempotency_key') ? told.idempotency_key : undefined
  if (absent(key)) return undefined
  if (typeof key !== 'string' || key === '' || key.length > longestKey)
    throw wrong('idempotency_key', `must have 1 to ${longestKey} characters`)
  return { repeatKey: key, digest: hashOf(JSON.stringify(told)) }
}

/** Some clients send their own key along, which nobody else is to see. */
const isSecret = (name: string): boolean => name === 'api_key'

function argumentsIn({ args, kwargs }: Record<string, unknown>, parameters: string[]): Record<string, unknown> {
  if (!absent(args) && !Array.isArray(args)) throw wrong('args', 'must be a list')
  if (!absent(kwargs) && !isObject(kwargs)) throw wrong('kwargs', 'must be an object')
  const told: Record<string, unknown> = {}
  for (const [place, value] of (args ?? []).entries()) {
    const name = parameters[place]
    if (name === undefined) throw wrong('args', `has more than ${parameters.length} values: send the others by their names, in kwargs`)
    told[name] = value
  }
  for (const [name, value] of Object.entries(kwargs ?? {})) if (!isSecret(name)) told[name] = value
  return told
}

/** `kwargs[suffix]` is what `suffix` is elsewhere; the file stands beside. */
function argumentIn(part: FormPart): FormPart[] {
  const [, name = part.name, rest = ''] = /^kwargs\[([^\]]+)\](.*)$/.exec(part.name) ?? []
  return isSecret(name) || name === 'model' ? [] : [{ ...part, name: name + rest }]
}
