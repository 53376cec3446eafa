import { askedAnswers, askedCeiling, ceilingNames } from '../../generation/ceiling'
import type { GenerationRequest, Prompt } from '../../generation/request'
import type { RequestTarget, UpstreamProtocol } from '../protocol'
import { readModels } from '../read-models'
import { ChunkReader } from './chunk-reader'
import { readCompletion } from './read-completion'

/** Every server that speaks OpenAI's chat completions; members that we do not know go through as they are. */
export const openai: UpstreamProtocol = {
  request(asked, target) {
    return {
      path: '/chat/completions',
      headers: { 'content-type': 'application/json', accept: accepts(asked), ...unpacked, ...authorization(target.apiKey) },
      body: JSON.stringify(upstreamBody(asked, target)),
    }
  },
  asks({ prompt, ceiling, answers }, params) {
    if (!params) return { ceiling, answers }
    const merged = { ...prompt, ...params }
    return { ceiling: askedCeiling(merged), answers: askedAnswers(merged) }
  },
  reader: () => new ChunkReader(),
  readAnswer: readCompletion,
  listModels: { path: '/models', headers: authorization, read: readModels },
}

/** The target's members win, since they make the model what its name promises; usage is always asked for. */
function upstreamBody({ prompt, stream }: GenerationRequest, { upstreamModel, params, ceiling, unasked }: RequestTarget): Prompt {
  const merged: Prompt = { ...prompt }
  for (const [name, value] of Object.entries(params ?? {})) {
    const own = prompt[name]
    merged[name] = isPlain(value) && isPlain(own) ? { ...own, ...value } : value
  }
  merged.model = upstreamModel
  merged.messages = prompt.messages
  spellCeiling(merged, ceiling, unasked)
  if (stream) merged.stream_options = { ...(prompt.stream_options as object | null | undefined), include_usage: true }
  else delete merged.stream_options
  return merged
}

/** Puts the ceiling under the names that the upstream knows, in place. A 0 goes on, for the upstream to judge. */
function spellCeiling(members: Prompt, known: RequestTarget['ceiling'], unasked: number | null): void {
  const given = ceilingNames.map((name) => members[name]).find((value) => value !== null && value !== undefined)
  const value = askedCeiling(members) ?? given ?? unasked
  for (const name of ceilingNames) {
    if (value !== null && (known === name || known === 'both' || known === 'unsure')) members[name] = value
    else delete members[name]
  }
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function authorization(apiKey: string | null): Record<string, string> {
  return apiKey ? { authorization: `Bearer ${apiKey}` } : {}
}

/** Unpacking a stream takes megabytes of memory (brotli: up to 16 for each) where the network between us is fast. */
const unpacked = { 'accept-encoding': 'identity' }

const accepts = ({ stream }: GenerationRequest) => (stream ? 'text/event-stream' : 'application/json')
