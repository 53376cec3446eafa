import { chatErrorBody } from '../chat/error-body'
import type { FreeEndpoint, GenerationEndpoint } from '../endpoint'
import { parseResponses } from './parse-responses'
import { beginResponse } from './stored/background'
import { recallInput, releaseThread } from './stored/recall-input'
import { ResponseWriter } from './stream-writer'
import { writeResponse } from './write-response'

/** OpenAI's Responses, for any model. */
export const responses: GenerationEndpoint = {
  method: 'POST',
  name: 'responses',
  speaks: 'openai-responses',
  recall: recallInput,
  release: releaseThread,
  background: beginResponse,
  parse: (body, _at, recalled) => parseResponses(body, recalled),
  stream: (head) => new ResponseWriter(head),
  whole: writeResponse,
  refusal: chatErrorBody,
}

/** What a request would come to. It has the members of one, and neither stores nor changes anything. */
export const countResponse: FreeEndpoint = {
  method: 'POST',
  name: 'responses/input_tokens',
  ownLimit: true,
  refusal: chatErrorBody,
  async answer({ json, caller, countInput }) {
    const asked = await json()
    const request = parseResponses(asked, await recallInput(asked, caller.user.id))
    return { object: 'response.input_tokens', input_tokens: await countInput(request) }
  },
}
