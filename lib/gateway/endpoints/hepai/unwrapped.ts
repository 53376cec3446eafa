import 'server-only'
import { createHash } from 'node:crypto'
import { isObject } from '@/lib/json-object'
import { type FormPart, membersOf } from '../../parse/read-form'
import type { ReadRequest } from '../../parse/read-request'
import { absent, wrong } from '../check-members'

interface Function {
  model: string
  /** The names of what may come without a name. */
  parameters: string[]
}

/** What a function was told, as the body of the endpoint that does the same. */
export function unwrapped({ body, form, digest, ...read }: ReadRequest, called: Function): ReadRequest {
  const same = digest && createHash('sha256').update(digest).update(called.model).digest()
  if (!form) return { ...read, digest: same, body: { ...argumentsIn(body, called.parameters), model: called.model } }
  const parts = [...form.flatMap(argumentIn), { name: 'model', text: called.model }]
  return { ...read, digest: same, form: parts, body: membersOf(parts) }
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
