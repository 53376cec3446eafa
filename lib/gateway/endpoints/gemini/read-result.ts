import { isObject } from '@/lib/json-object'
import type { PromptMessage, PromptPart } from '../../generation/request'
import { absent, wrong } from '../check-members'
import { type Members, oneOrMore } from './members'
import { pictureOf } from './picture'

/** What a tool answered, as a message. Google's tools say `output` or `error` in their response. */
export function readResult({ name, response, parts }: Members, id: string, path: string, odd: string[]): PromptMessage {
  if (!absent(response) && !isObject(response)) throw wrong(`${path}.response`, 'must be an object')
  const { error, ...others } = response ?? {}
  const failed = !absent(error) && Object.keys(others).length === 0
  const text = failed ? textOf(error) : textOf(wordsOf(response ?? {}))
  const pictures = oneOrMore(parts).flatMap((part, at): PromptPart[] => {
    const picture = isObject(part) ? pictureOf(part) : undefined
    if (!picture) odd.push(`${path}.parts[${at}]`)
    return picture ? [picture] : []
  })
  return {
    role: 'tool',
    tool_call_id: id,
    ...(typeof name === 'string' && { name }),
    content: pictures.length > 0 ? [{ type: 'text', text }, ...pictures] : text,
    ...(failed && { is_error: true }),
  }
}

/** The words themselves where nothing stands beside them. */
function wordsOf(response: Members): unknown {
  const [[name, value] = [], more] = Object.entries(response)
  return !more && (name === 'output' || name === 'result') ? value : response
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
