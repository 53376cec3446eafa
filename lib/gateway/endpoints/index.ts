import 'server-only'
import { fail } from '@/lib/errors'
import type { Exchange } from '../call/exchange'
import type { Refusal } from '../reply/refusal'
import { speech, transcriptions, translations } from './audio/audio'
import { billing, billingSubscription, billingUsage } from './billing/billing'
import { chatCompletions } from './chat/chat-completions'
import { chatErrorBody } from './chat/error-body'
import { completions } from './completions/completions'
import { conversations } from './conversations/conversations'
import { embeddings } from './embeddings/embeddings'
import type { Endpoint, UrlParams } from './endpoint'
import { fileContent, filePreview } from './files/file-content'
import { deletedFile, foundFile, listedFiles } from './files/files'
import { uploadedFile } from './files/upload-file'
import { uploads } from './files/uploads'
import { countGeminiTokens } from './gemini/count-tokens'
import { batchEmbedContents, embedContent } from './gemini/embeddings'
import { geminiErrorBody } from './gemini/error-body'
import { generateContent, streamGenerateContent } from './gemini/gemini'
import { geminiModel, geminiModels } from './gemini/models'
import { gates } from './hepai/gate'
import { workers } from './hepai/workers'
import { imageEdits, imageGenerations, imageVariations } from './images/images'
import { countMessage, messages } from './messages/messages'
import { model, models } from './models/models'
import { moderations } from './moderations/moderations'
import { rerank } from './rerank/rerank'
import { compactResponse } from './responses/compact'
import { countResponse, responses } from './responses/responses'
import { storedResponses } from './responses/stored'

/** Every endpoint of the gateway: what is found, allowed and listed comes from this table. */
export const endpoints: Endpoint[] = [
  chatCompletions,
  completions,
  responses,
  countResponse,
  compactResponse,
  ...storedResponses,
  ...conversations,
  messages,
  countMessage,
  generateContent,
  streamGenerateContent,
  countGeminiTokens,
  embedContent,
  batchEmbedContents,
  geminiModels,
  geminiModel,
  embeddings,
  rerank,
  moderations,
  imageGenerations,
  imageEdits,
  imageVariations,
  transcriptions,
  translations,
  speech,
  models,
  model,
  billing,
  billingSubscription,
  billingUsage,
  uploadedFile,
  listedFiles,
  foundFile,
  deletedFile,
  fileContent,
  filePreview,
  ...uploads,
  ...workers,
  ...gates,
]

/** Gemini's endpoints and HepAI's own name their base path themselves. */
const addressOf = (name: string): string => `${/^(v1beta|apiv2)\//.test(name) ? '' : '/v1'}/${name.replace('...', '')}`

interface Found extends Pick<UrlParams, 'id' | 'item'> {
  endpoint: Endpoint
}

const byName = Map.groupBy(endpoints, ({ name }) => name)
const open = [...byName].filter(([name]) => name.includes('{')).map(([name, each]) => ({ pattern: patternOf(name), each }))

function patternOf(name: string): RegExp {
  const quoted = name
    .replace(/[.$?+*()[\]^|]/g, '\\$&')
    .replace('{id\\.\\.\\.}', '(?<id>.+)')
    .replace(/{(id|item)}/g, '(?<$1>[^/]+)')
  return new RegExp(`^${quoted}$`)
}

/** @throws `unknown_endpoint` with the list of those that there are, or `method_not_allowed`. */
export function findEndpoint(method: string, path: string): Found {
  const found = lookUp(path)
  if (!found) {
    const list = endpoints.map(({ method: verb, name }) => `${verb} ${addressOf(name)}`).join(', ')
    throw fail('unknown_endpoint', { message: `There is no endpoint "${path.slice(0, 200)}" here. There are: ${list}.` })
  }
  const endpoint = found.each.find((one) => one.method === (method === 'HEAD' ? 'GET' : method))
  if (!endpoint) throw fail('method_not_allowed', { message: `Use ${methodsOf(found).join(' or ')} on this endpoint.` })
  return { endpoint, id: found.id, item: found.item }
}

/** The methods of an endpoint as the header `Allow` lists them. */
export function allowAt(path: string): string {
  const methods = methodsOf(lookUp(path))
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

/** What a caller is told in the shape of the endpoint that was asked; OpenAI's where that has none of its own. */
export function refusalBody(refusal: Refusal, { id, route }: Exchange): string {
  const asked = route && lookUp(route.endpoint)?.each[0]
  const write = asked?.refusal ?? (route?.base === '/v1beta' ? geminiErrorBody : chatErrorBody)
  return write(refusal, { id, detail: route?.base === '/apiv2' })
}

interface Named extends Pick<UrlParams, 'id' | 'item'> {
  /** The endpoints of one path, by method. */
  each: Endpoint[]
}

const methodsOf = (found: Named | undefined): string[] => found?.each.map(({ method }) => method) ?? ['POST']

function lookUp(path: string): Named | undefined {
  const exact = byName.get(path)
  if (exact && !path.includes('{')) return { each: exact, id: '', item: '' }
  for (const { pattern, each } of open) {
    const { id, item = '' } = pattern.exec(path)?.groups ?? {}
    if (id !== undefined) return { each, id: decoded(id), item: decoded(item) }
  }
  return undefined
}

/** Nothing here has a name with a NUL in it, which the database would not even look for. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id).replaceAll('\0', '%00')
  } catch {
    return id
  }
}
