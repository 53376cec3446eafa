import { isObject } from '@/lib/json-object'
import type { GenerationRequest } from '../../generation/request'
import { absent, wrong } from '../check-members'
import { jsonSchemaOf } from './json-schema'
import type { Members } from './members'

const mostCandidates = 128

/** Numbers that the common tongue has under another name, or the same. */
const numbers = new Map([
  ['temperature', 'temperature'],
  ['topP', 'top_p'],
  ['presencePenalty', 'presence_penalty'],
  ['frequencyPenalty', 'frequency_penalty'],
  ['seed', 'seed'],
])
/** Read below by their names. */
const read = ['maxOutputTokens', 'candidateCount', 'stopSequences', 'thinkingConfig', 'responseMimeType']
const schemas = ['responseSchema', 'responseJsonSchema', '_responseJsonSchema']
/** Members that are advice: another upstream answers as well without them. Gemini CLI sends topK with every request. */
const advice = [
  'topK',
  'logprobs',
  'mediaResolution',
  'audioTimestamp',
  'enableEnhancedCivicAnswers',
  'routingConfig',
  'modelSelectionConfig',
]
const known = new Set([...numbers.keys(), ...read, ...schemas, ...advice])

type Asked = Pick<GenerationRequest, 'answers' | 'ceiling' | 'thinkingBudget'> & { members: Members }

/** What generationConfig says, in the common tongue's words. What has none is added to `odd` by its path. */
export function readConfig(given: unknown, odd: string[]): Asked {
  if (!absent(given) && !isObject(given)) throw wrong('generationConfig', 'must be an object')
  const config: Members = given ?? {}
  const { maxOutputTokens: most, candidateCount: count, stopSequences: stop } = config
  checkCount('maxOutputTokens', most, 0, Number.MAX_SAFE_INTEGER)
  checkCount('candidateCount', count, 1, mostCandidates)
  const members: Members = {}
  if (typeof most === 'number') members.max_tokens = most
  if (typeof count === 'number') members.n = count
  for (const [name, common] of numbers) {
    if (absent(config[name])) continue
    if (typeof config[name] !== 'number' && !JSON.isRawJSON(config[name])) throw wrong(`generationConfig.${name}`, 'must be a number')
    members[common] = config[name]
  }
  if (!absent(stop)) {
    if (!Array.isArray(stop) || stop.some((each) => typeof each !== 'string'))
      throw wrong('generationConfig.stopSequences', 'must be a list of texts')
    if (stop.length > 0) members.stop = stop
  }
  const format = formatOf(config, odd)
  if (format) members.response_format = format
  odd.push(
    ...Object.keys(config)
      .filter((name) => isUntold(name, config[name]))
      .map((name) => `generationConfig.${name}`),
  )
  const thinking = thinkingOf(config.thinkingConfig)
  if (thinking.effort !== undefined) members.reasoning_effort = thinking.effort
  return {
    members,
    answers: typeof count === 'number' ? count : 1,
    // Of 0 servers make what they like, so it says nothing.
    ceiling: typeof most === 'number' && most > 0 ? most : null,
    ...(thinking.budget !== undefined && { thinkingBudget: thinking.budget }),
  }
}

function checkCount(name: string, value: unknown, least: number, most: number): void {
  if (absent(value) || (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)) return
  const range = most === Number.MAX_SAFE_INTEGER ? `, ${least} or above` : ` from ${least} to ${most}`
  throw wrong(`generationConfig.${name}`, `must be a whole number${range}`)
}

function isUntold(name: string, value: unknown): boolean {
  if (absent(value) || value === false || known.has(name)) return false
  if (name === 'responseModalities') return !Array.isArray(value) || value.some((each) => each !== 'TEXT')
  return !Array.isArray(value) || value.length > 0
}

function formatOf(config: Members, odd: string[]): Members | undefined {
  const { responseMimeType: type } = config
  const name = schemas.find((each) => !absent(config[each]))
  if (!absent(type) && type !== '' && type !== 'text/plain' && type !== 'application/json') odd.push('generationConfig.responseMimeType')
  if (type !== 'application/json') return undefined
  if (!name) return { type: 'json_object' }
  const schema = name === 'responseSchema' ? jsonSchemaOf(config[name]) : config[name]
  return { type: 'json_schema', json_schema: { name: 'response', schema } }
}

/** -1 leaves the budget to the model. */
function thinkingOf(given: unknown): { budget?: number | null; effort?: string } {
  if (absent(given)) return {}
  if (!isObject(given)) throw wrong('generationConfig.thinkingConfig', 'must be an object')
  const { thinkingBudget: tokens, thinkingLevel: level } = given
  if (!absent(tokens) && !Number.isSafeInteger(tokens))
    throw wrong('generationConfig.thinkingConfig.thinkingBudget', 'must be a whole number')
  if (!absent(level) && typeof level !== 'string') throw wrong('generationConfig.thinkingConfig.thinkingLevel', 'must be a string')
  const known = typeof level === 'string' && level !== '' && level !== 'THINKING_LEVEL_UNSPECIFIED'
  return {
    ...(typeof tokens === 'number' && tokens >= 0 && { budget: tokens === 0 ? null : tokens }),
    ...(known && { effort: level.toLowerCase() }),
  }
}

/** Whether the answer is to tell what the model thought. */
export function showsThoughts({ own }: GenerationRequest): boolean {
  const { thinkingConfig } = (own?.body.generationConfig ?? {}) as { thinkingConfig?: { includeThoughts?: unknown } | null }
  return thinkingConfig?.includeThoughts === true
}
