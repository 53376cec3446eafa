import type { GenerationEndpoint, UrlParams } from '../endpoint'
import { geminiErrorBody } from './error-body'
import { parseGemini } from './parse-gemini'
import { GeminiWriter } from './stream-writer'
import { writeAnswer } from './write-answer'

const asEvents = (query: string): boolean => new URLSearchParams(query).get('alt') === 'sse'

/** An answer in Gemini's protocol, for any model; whether it is a stream stands in the path, as the model does. */
const answering = (verb: string, stream: boolean): GenerationEndpoint => ({
  method: 'POST',
  name: `v1beta/models/{id...}:${verb}`,
  speaks: 'gemini',
  inPath: ({ id }) => ({ model: id, stream }),
  parse: (body, { id, query }: UrlParams = { id: '', query: '' }) =>
    parseGemini(body, { model: id, stream, asList: stream && !asEvents(query) }),
  stream: (head) => new GeminiWriter(head),
  whole: writeAnswer,
  refusal: geminiErrorBody,
})

export const generateContent = answering('generateContent', false)
export const streamGenerateContent = answering('streamGenerateContent', true)
