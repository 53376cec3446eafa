import type { Usage } from '../../generation/part'
import { chatErrorBody } from '../chat/error-body'
import type { TaskEndpoint } from '../endpoint'
import { parseEmbeddings } from './parse-embeddings'

/** Texts, or their tokens, as vectors. Encoding and dimensions are the upstream's to keep to. */
export const embeddings: TaskEndpoint = {
  method: 'POST',
  name: 'embeddings',
  speaks: 'openai',
  task: 'embeddings',
  mode: 'embedding',
  parse: parseEmbeddings,
  adds: (json, { usage }) => (!json.usage && usage ? { usage: embeddingsUsage(usage) } : null),
  refusal: chatErrorBody,
}

/** What was counted here, where the upstream tells nothing. */
const embeddingsUsage = ({ inputTokens }: Usage) => ({ prompt_tokens: inputTokens, total_tokens: inputTokens })
