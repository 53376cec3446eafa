import { rewritten } from '@/lib/json-edit'
import type { GenerationRequest } from '../../generation/request'
import { isCount } from '../is-count'
import type { RequestTarget, UpstreamProtocol } from '../protocol'
import { credentials, resourceOf } from './address'
import { contentsOf } from './contents-of'
import { embeddingsTask } from './embeddings'
import { GeminiReader } from './event-reader'
import { readGeminiAnswer } from './read-event'
import { untoldToGemini } from './untold'

type Members = Record<string, unknown>

/** Google's Gemini, and servers that speak like it. */
export const gemini: UpstreamProtocol = {
  request(asked, target) {
    const accept = asked.stream ? 'text/event-stream' : 'application/json'
    const verb = asked.stream ? 'streamGenerateContent?alt=sse' : 'generateContent'
    return {
      path: `/${encodeURI(resourceOf(target.upstreamModel))}:${verb}`,
      headers: { 'content-type': 'application/json', accept, 'accept-encoding': 'identity', ...credentials(target.apiKey) },
      body: rewritten(upstreamBody(asked, target), asked.original),
    }
  },
  // Google's own address is written with the version and without it.
  prefix: (path) => (/\/v\d\w*(\/|$)/.test(path) ? path : `${path}/v1beta`),
  untold: untoldToGemini,
  asks({ ceiling, answers }, params) {
    const { maxOutputTokens, candidateCount } = objectOf(params?.generationConfig)
    return {
      ceiling: isCount(maxOutputTokens) && maxOutputTokens > 0 ? maxOutputTokens : ceiling,
      answers: isCount(candidateCount) && candidateCount > 0 ? candidateCount : answers,
    }
  },
  reader: () => new GeminiReader(),
  readAnswer: readGeminiAnswer,
  // It lists fifty unless asked for more.
  listModels: { path: '/models?pageSize=1000', headers: credentials, read: readModelNames },
  tasks: { embeddings: embeddingsTask },
}

const objectOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {}

/** The target's members win, those inside of objects too, since they make the model what its name promises. */
function upstreamBody(asked: GenerationRequest, { upstreamModel, params, unasked }: RequestTarget): Members {
  const own = asked.own?.protocol === 'gemini' ? asked.own.body : contentsOf(asked, upstreamModel)
  const config = { ...objectOf(own.generationConfig) }
  const ceiling = asked.ceiling ?? config.maxOutputTokens ?? unasked
  if (ceiling !== null && ceiling !== undefined) config.maxOutputTokens = ceiling
  const body: Members = { ...own, ...(Object.keys(config).length > 0 && { generationConfig: config }) }
  for (const [name, value] of Object.entries(params ?? {}))
    body[name] = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...objectOf(body[name]), ...value } : value
  body.contents = own.contents
  return body
}

const served = ['generateContent', 'embedContent']

/** Those that answer in words or in vectors. */
function readModelNames(json: unknown): { id: string }[] {
  const { models } = objectOf(json)
  return (Array.isArray(models) ? models : []).flatMap((model: unknown) => {
    const { name, supportedGenerationMethods: methods } = objectOf(model)
    if (typeof name !== 'string' || name === '' || (Array.isArray(methods) && !served.some((each) => methods.includes(each)))) return []
    return [{ id: name.replace(/^models\//, '') }]
  })
}
