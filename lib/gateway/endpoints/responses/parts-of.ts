import { isObject } from '@/lib/json-object'
import type { PromptPart } from '../../generation/request'
import { absent } from '../check-members'
import { texts } from './check-input'

type Members = Record<string, unknown>

/** Parts in the common tongue, and the place of the first one that has no words there. */
export interface ToldContent {
  content: string | PromptPart[]
  untold: number | undefined
}

/** The content of a message or the output of a tool: a string where it is nothing but text. */
export function contentOf(given: unknown): ToldContent {
  if (!Array.isArray(given)) return { content: typeof given === 'string' ? given : '', untold: undefined }
  let untold: number | undefined
  const parts: PromptPart[] = []
  for (const [at, part] of given.entries()) {
    const told = isObject(part) ? partOf(part) : undefined
    if (told) parts.push(told)
    else untold ??= at
  }
  const plain = parts.every(({ type }) => type === 'text')
  return { content: plain ? parts.map(({ text }) => text).join('') : parts, untold }
}

function partOf({ type, text, refusal, image_url: url, detail, input_audio: audio }: Members): PromptPart | undefined {
  if (texts.has(type as string)) return { type: 'text', text: String(text ?? '') }
  if (type === 'refusal') return { type: 'text', text: String(refusal ?? '') }
  if (type === 'input_image' && typeof url === 'string')
    return { type: 'image_url', image_url: { url, ...(!absent(detail) && { detail }) } }
  if (type === 'input_audio' && isObject(audio)) return { type: 'input_audio', input_audio: audio }
  return undefined
}
