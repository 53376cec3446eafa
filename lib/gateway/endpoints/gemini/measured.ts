import { isObject } from '@/lib/json-object'
import type { Prompt, PromptMessage, PromptPart } from '../../generation/request'
import { absent } from '../check-members'
import { type Members, oneOrMore } from './members'
import { pictureOf } from './picture'

/** All that a body says, in the shape by which requests are weighed and counted. */
export function measured({ contents, systemInstruction, ...rest }: Members): Prompt {
  const messages = oneOrMore(contents).map(message)
  const system = absent(systemInstruction) ? [] : [{ ...message(systemInstruction), role: 'system' }]
  return { ...rest, messages: [...system, ...messages], ...(fetches(rest) && { web_search_options: true }) } as Prompt
}

function message(content: unknown): PromptMessage {
  const { parts = content } = (content ?? {}) as Members
  return { role: 'user', content: oneOrMore(parts).map(part) }
}

function part(given: unknown): PromptPart {
  if (!isObject(given)) return { type: 'text', text: typeof given === 'string' ? given : '' }
  const picture = pictureOf(given)
  if (picture) return picture
  // A signature is read by the upstream, and no token of the prompt.
  const { thoughtSignature: _signature, fileData, ...said } = given
  const { fileUri } = isObject(fileData) ? fileData : {}
  return { type: 'part', ...said, ...(typeof fileUri === 'string' && { file: { file_url: fileUri } }) }
}

/** Whether Google's servers read more than the request holds: what they search, run, or have kept. */
const fetches = ({ tools, cachedContent }: Members): boolean =>
  !absent(cachedContent) ||
  oneOrMore(tools).some((tool) => isObject(tool) && Object.keys(tool).some((name) => name !== 'functionDeclarations'))
