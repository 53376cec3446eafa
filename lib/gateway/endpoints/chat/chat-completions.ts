import type { GenerationEndpoint } from '../endpoint'
import { parsePrompt } from '../parse-prompt'
import { chatErrorBody } from './error-body'
import { ChunkWriter } from './stream-writer'
import { writeCompletion } from './write-completion'

export const chatCompletions: GenerationEndpoint = {
  method: 'POST',
  name: 'chat/completions',
  speaks: 'openai',
  parse: parsePrompt,
  stream: (head) => new ChunkWriter(head),
  whole: writeCompletion,
  refusal: chatErrorBody,
}
