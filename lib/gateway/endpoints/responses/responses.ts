import { chatErrorBody } from '../chat/error-body'
import type { GenerationEndpoint } from '../endpoint'
import { parseResponses } from './parse-responses'
import { recallInput } from './recall-input'
import { ResponseWriter } from './stream-writer'
import { writeResponse } from './write-response'

/** OpenAI's Responses, for any model. */
export const responses: GenerationEndpoint = {
  method: 'POST',
  name: 'responses',
  speaks: 'openai-responses',
  recall: recallInput,
  parse: (body, _at, recalled) => parseResponses(body, recalled),
  stream: (head) => new ResponseWriter(head),
  whole: writeResponse,
  refusal: chatErrorBody,
}
