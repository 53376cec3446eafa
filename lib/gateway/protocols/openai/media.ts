import { isObject } from '@/lib/json-object'
import type { Units } from '@/lib/units'
import type { EventReport, TaskAnswer, TaskRequest } from '../../generation/task'
import { pictureIn } from '../../measure/image-price'
import { isCount } from '../is-count'

type Members = Record<string, unknown>

/** Pictures, each as an address or packed into the answer. Those above the number that was asked for, and is charged, are left out. */
export function readImages(json: Members, { most }: TaskRequest): TaskAnswer | 'malformed' {
  const { data } = json
  if (!Array.isArray(data) || data.length === 0) return 'malformed'
  const whole = data.every((image) => isObject(image) && (typeof image.url === 'string' || typeof image.b64_json === 'string'))
  if (!whole) return 'malformed'
  const asked = data.slice(0, most.images)
  return { content: { ...json, data: asked }, reported: { ...tokensIn(json), images: asked.length }, made: pictureIn(json) }
}

/** A picture that is done; those before it are drafts of it. */
export function readImageEvent(json: Members): EventReport {
  const type = String(json.type)
  const ends = type.endsWith('.completed')
  const picture = ends ? 'done' : type.endsWith('.partial_image') ? 'draft' : undefined
  return { ends, picture, reported: ends ? { ...tokensIn(json), images: 1 } : {}, made: pictureIn(json) }
}

/** What was said, as an object; or as the text that was asked for, which some servers pack into one. */
export function readTranscript(json: Members, { answer, body }: TaskRequest): TaskAnswer | 'malformed' {
  const { text } = json
  if (typeof text !== 'string') return 'malformed'
  const reported = { ...tokensIn(json), ...secondsIn(json) }
  if (answer !== 'text') return { content: json, reported }
  return body.response_format === 'text' ? { content: text, reported } : 'malformed'
}

/** The end of a transcript or of a voice tells what it came to; some servers tell it in an event of its own. */
export const readAudioEvent = (json: Members): EventReport => ({
  ends: /\.done$/.test(String(json.type)),
  reported: { ...tokensIn(json), ...secondsIn(json) },
})

function tokensIn({ usage }: Members): Partial<Units> {
  if (!isObject(usage)) return {}
  const { input_tokens: input, output_tokens: output, prompt_tokens: prompt, completion_tokens: completion } = usage
  const reported: Partial<Units> = {}
  const [inputTokens, outputTokens] = [input ?? prompt, output ?? completion]
  if (isCount(inputTokens)) reported.inputTokens = inputTokens
  if (isCount(outputTokens)) reported.outputTokens = outputTokens
  return reported
}

/** `usage.seconds` is what is charged for; a transcript's own `duration` is the same in other words. */
function secondsIn({ usage, duration }: Members): Partial<Units> {
  const told = (isObject(usage) ? usage.seconds : undefined) ?? duration
  const seconds = typeof told === 'string' ? Number(told) : told
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? { seconds } : {}
}
