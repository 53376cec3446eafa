import type { TaskRequest } from '../../generation/task'
import { absent, checkCount, checkModel, wrong } from '../check-members'
import { countedOf, mostOf } from '../read-texts'

/** Checks the members that the gateway relies on; everything else stays as it is. */
export function parseRerank(body: Record<string, unknown>): TaskRequest {
  const { model, query, documents, return_documents: returns } = body
  checkModel(model)
  if (typeof query !== 'string' || query === '') throw wrong('query', 'must be a text')
  if (absent(documents)) throw wrong('documents', 'is missing: send a list of texts')
  if (!Array.isArray(documents) || documents.length === 0) throw wrong('documents', 'must be a list of at least one text')
  const texts = documents.map(textOf)
  checkCount(body, 'top_n', 1)
  if (!absent(returns) && typeof returns !== 'boolean') throw wrong('return_documents', 'must be true or false')
  // The model reads the question again with each document.
  const perDocument = mostOf({ texts: [query], tokens: 0, items: 1 }).inputTokens
  const most = mostOf({ texts, tokens: 0, items: texts.length })
  most.inputTokens += perDocument * texts.length
  return {
    task: 'rerank',
    model,
    body,
    answer: 'json',
    most,
    certain: { requests: 1 },
    counted: { inputTokens: () => countedOf({ texts, tokens: 0 }) + countedOf({ texts: [query], tokens: 0 }) * texts.length },
    finish: returns === true ? (json) => withDocuments(json, texts) : undefined,
  }
}

function textOf(document: unknown, at: number): string {
  if (typeof document === 'string') return document
  const { text } = (document ?? {}) as { text?: unknown }
  if (typeof text !== 'string') throw wrong(`documents[${at}]`, 'must be a text, or an object with the member text')
  return text
}

interface Result {
  index: number
  document?: unknown
}

/** Some servers have no documents in their answer, although they were asked for. */
function withDocuments(json: Record<string, unknown>, texts: string[]): Record<string, unknown> {
  const results = (json.results as Result[]).map((result) => ({ ...result, document: result.document ?? { text: texts[result.index] } }))
  return { ...json, results }
}
