import { askedAnswers } from '../../generation/ceiling'
import type { GenerationRequest, Prompt } from '../../generation/request'
import { absent, wrong } from '../check-members'
import { parseOptions } from '../parse-prompt'
import { readTexts } from '../read-texts'

/** Checks the members that the gateway itself relies on; everything else stays as it is. */
export function parseCompletions(body: Record<string, unknown>): GenerationRequest {
  const options = parseOptions(body)
  const { prompt: given, echo, suffix } = body
  if (absent(given)) throw wrong('prompt', 'is missing: send a text')
  const { texts, tokens, items } = readTexts(given, 'prompt')
  // The text that is given back would count against the ceiling of the answer.
  if (echo === true && options.stream) throw wrong('echo', 'is not taken with "stream": true. Leave one of them out')
  if (!absent(suffix) && typeof suffix !== 'string') throw wrong('suffix', 'must be a text')
  const { prompt: _prompt, messages: _messages, ...rest } = body
  const content = [...texts, ...(typeof suffix === 'string' ? [suffix] : [])].map((text) => ({ type: 'text', text }))
  // Of tokens that came as numbers only their count is known, so as many words of one token stand for them.
  if (tokens > 0) content.push({ type: 'text', text: ' a'.repeat(tokens) })
  const prompt: Prompt = { ...rest, messages: [{ role: 'user', content }] }
  return {
    ...options,
    answers: askedAnswers(body) * items,
    prompt,
    said: prompt,
    own: { protocol: 'openai', body },
    ownOnly: {
      param: 'model',
      message: 'The backend of this model has no text completions. Use /v1/chat/completions, or choose another model.',
    },
  }
}
