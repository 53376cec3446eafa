import type { TaskRequest } from '../../generation/task'
import { absent, checkCount, checkModel, wrong } from '../check-members'
import { countedOf, mostOf, readTexts } from '../read-texts'

/** Checks the members that the gateway relies on; everything else stays as it is. */
export function parseEmbeddings(body: Record<string, unknown>): TaskRequest {
  const { model, input, encoding_format: format } = body
  checkModel(model)
  if (absent(input)) throw wrong('input', 'is missing: send a text or a list of texts')
  const texts = readTexts(input, 'input')
  if (!absent(format) && format !== 'float' && format !== 'base64') throw wrong('encoding_format', 'must be "float" or "base64"')
  checkCount(body, 'dimensions', 1)
  return {
    task: 'embeddings',
    model,
    body,
    answer: 'json',
    most: mostOf(texts),
    certain: { requests: 1 },
    counted: { inputTokens: () => countedOf(texts) },
  }
}
