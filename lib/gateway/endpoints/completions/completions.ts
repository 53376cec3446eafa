import { chatErrorBody } from '../chat/error-body'
import { ChunkWriter } from '../chat/stream-writer'
import { writeCompletion } from '../chat/write-completion'
import type { GenerationEndpoint } from '../endpoint'
import { parseCompletions } from './parse-completions'
import { textChunks } from './text-chunks'

/** Text completions, OpenAI's older shape: only upstreams that have it themselves answer. */
export const completions: GenerationEndpoint = {
  method: 'POST',
  name: 'completions',
  speaks: 'openai',
  parse: parseCompletions,
  stream: (head) => new ChunkWriter(head, textChunks),
  whole: writeCompletion,
  refusal: chatErrorBody,
}
