import { fail } from '@/lib/errors'
import type { GenerationRequest, Prompt, Untold } from '../../generation/request'
import { absent, wrong } from '../check-members'
import { measured } from './measured'
import { camelled, type Members, oneOrMore } from './members'
import { withoutOthersProofs } from './proof'
import { readConfig } from './read-config'
import { readContents, readSystem } from './read-contents'
import { readTools } from './read-tools'

const longestName = 256

/** Told by the other readers, and members that are advice: another upstream answers as well without them. */
const told = new Set([
  'model',
  'contents',
  'systemInstruction',
  'generationConfig',
  'tools',
  'toolConfig',
  'safetySettings',
  'labels',
  'store',
])

export interface AskedByPath {
  model: string
  stream: boolean
  /** As one JSON list. */
  asList: boolean
}

/** Checks the members that the gateway itself relies on, and tells the rest in the common tongue as far as that has words. */
export function parseGemini(given: Members, { model, stream, asList }: AskedByPath): GenerationRequest {
  checkModel(model)
  const body = ownBody(given)
  const odd: string[] = []
  const messages = [...readSystem(body.systemInstruction, odd), ...readContents(body.contents, odd)]
  const { members, ...asked } = readConfig(body.generationConfig, odd)
  const tools = readTools(body, odd)
  odd.push(...Object.keys(body).filter((name) => !told.has(name) && !absent(body[name])))
  const prompt: Prompt = { model, stream, messages, ...members, ...tools }
  const [first] = odd
  return {
    model,
    stream,
    ...(asList && { asList }),
    ...asked,
    prompt,
    own: { protocol: 'gemini', body: { ...body, contents: withoutOthersProofs(body.contents) } },
    said: measured(body),
    ...(first !== undefined && { ownOnly: words(first) }),
  }
}

/** The body in one spelling, without the model, whose name stands in the path. Google's clients make contents of texts, as this does. */
export function ownBody(given: Members): Members {
  const { model: _model, ...body } = camelled(given)
  const { contents, systemInstruction: system } = body
  if (!absent(contents)) body.contents = typeof contents === 'string' ? [{ role: 'user', ...saying(contents) }] : oneOrMore(contents)
  if (typeof system === 'string') body.systemInstruction = saying(system)
  return body
}

const saying = (text: string) => ({ parts: [{ text }] })

function checkModel(model: string): void {
  if (model === '') throw fail('model_missing', { param: 'model', message: 'Name a model in the path.' })
  if (model.length > longestName) throw wrong('model', `is longer than ${longestName} characters`)
}

const words = (param: string): Untold => ({
  param,
  message: `${param} reaches only backends that speak Gemini's protocol. Leave it out, or choose another model.`,
})
