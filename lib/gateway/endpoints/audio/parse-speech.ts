import { noUnits } from '@/lib/units'
import type { TaskRequest } from '../../generation/task'
import { absent, checkModel, checkText, wrong } from '../check-members'
import { countedOf, mostOf } from '../read-texts'

/** Checks the members that the gateway relies on; everything else stays as it is. */
export function parseSpeech(body: Record<string, unknown>): TaskRequest {
  const { model, input, voice, instructions, stream_format: format } = body
  checkModel(model)
  if (typeof input !== 'string' || input === '') throw wrong('input', 'must be a text')
  if (!absent(voice) && typeof voice !== 'string' && typeof voice !== 'object')
    throw wrong('voice', 'must be a name, or an object with an id')
  for (const name of ['instructions', 'response_format']) checkText(body, name)
  if (!absent(format) && format !== 'sse' && format !== 'audio') throw wrong('stream_format', 'must be "sse" or "audio"')
  const texts = { texts: typeof instructions === 'string' ? [input, instructions] : [input], tokens: 0, items: 1 }
  const characters = lengthOf(input)
  const bytes = Buffer.byteLength(input)
  return {
    task: 'audio/speech',
    model,
    body,
    answer: format === 'sse' ? 'events' : 'bytes',
    most: { ...noUnits, inputTokens: mostOf(texts).inputTokens, outputTokens: bytes * mostSpoken, characters, requests: 1 },
    certain: { characters, requests: 1 },
    counted: { inputTokens: () => countedOf(texts), outputTokens: () => Math.ceil(bytes * usuallySpoken) },
  }
}

/** Tokens of sound for a byte of text. A second has about twenty, and about fifteen letters or four Chinese characters. */
const usuallySpoken = 1.5
const mostSpoken = 4

/** In characters as people count them, where a pair of surrogates is one. */
function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}
