import { chatErrorBody } from '../chat/error-body'
import type { TaskEndpoint } from '../endpoint'
import { parseRerank } from './parse-rerank'

/** Documents in the order in which they answer a question, in the shape that Jina and Cohere share. */
export const rerank: TaskEndpoint = {
  method: 'POST',
  name: 'rerank',
  speaks: 'openai',
  task: 'rerank',
  mode: 'rerank',
  parse: parseRerank,
  refusal: chatErrorBody,
}
