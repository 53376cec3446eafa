import { rewritten } from '@/lib/json-edit'
import { askedAnswers, askedCeiling, ceilingNames } from '../../generation/ceiling'
import type { GenerationRequest } from '../../generation/request'
import type { RequestTarget, UpstreamProtocol } from '../protocol'
import { readModels } from '../read-models'
import { chatWords } from './chat-words'
import { ChunkReader } from './chunk-reader'
import { authorization, unpacked } from './headers'
import { readCompletion } from './read-completion'
import { tasks } from './tasks'

/** Every server that speaks OpenAI's chat completions; members that we do not know go through as they are. */
export const openai: UpstreamProtocol = {
  request(asked, target) {
    return {
      path: ofText(asked) ? '/completions' : '/chat/completions',
      headers: { 'content-type': 'application/json', accept: accepts(asked), ...unpacked, ...authorization(target.apiKey) },
      body: rewritten(upstreamBody(asked, target), asked.original),
    }
  },
  asks({ prompt, ceiling, answers }, params) {
    if (!params) return { ceiling, answers }
    const merged = { ...prompt, ...params }
    // Each of several prompts has so many answers.
    return { ceiling: askedCeiling(merged), answers: (answers / askedAnswers(prompt)) * askedAnswers(merged) }
  },
  reader: () => new ChunkReader(),
  readAnswer: readCompletion,
  tasks,
  listModels: { path: '/models', headers: authorization, read: readModels },
}

/** A text completion comes in OpenAI's older shape, with a prompt in place of messages. */
const ofText = ({ own }: GenerationRequest): boolean => own?.protocol === 'openai'

/** The target's members win, since they make the model what its name promises; usage is always asked for. */
function upstreamBody(asked: GenerationRequest, target: RequestTarget): Record<string, unknown> {
  const { upstreamModel, params, ceiling, unasked, usageInChunks, reasons } = target
  const text = ofText(asked)
  const prompt: Record<string, unknown> = text ? (asked.own?.body ?? {}) : asked.prompt
  const merged = { ...prompt }
  const foreign = asked.own !== undefined && !text
  if (foreign) spellEffort(merged, reasons === true)
  for (const [name, value] of Object.entries(params ?? {})) {
    const own = prompt[name]
    merged[name] = isPlain(value) && isPlain(own) ? { ...own, ...value } : value
  }
  merged.model = upstreamModel
  for (const name of ['messages', 'prompt']) if (prompt[name] !== undefined) merged[name] = prompt[name]
  if (foreign) merged.messages = chatWords(asked.prompt.messages)
  // The older shape has a ceiling of its own where none is named.
  spellCeiling(merged, ceiling, text ? null : unasked)
  const inChunks = usageInChunks && { continuous_usage_stats: true }
  if (asked.stream) merged.stream_options = { ...inChunks, ...(merged.stream_options as object | null | undefined), include_usage: true }
  else delete merged.stream_options
  return merged
}

/** Puts the ceiling under the names that the upstream knows, in place. A 0 goes on, for the upstream to judge. */
function spellCeiling(members: Record<string, unknown>, known: RequestTarget['ceiling'], unasked: number | null): void {
  const given = ceilingNames.map((name) => members[name]).find((value) => value !== null && value !== undefined)
  const value = askedCeiling(members) ?? given ?? unasked
  for (const name of ceilingNames) {
    if (value !== null && (known === name || known === 'both' || known === 'unsure')) members[name] = value
    else delete members[name]
  }
}

/** Efforts that most servers do not know. */
const aboveHigh = new Set<unknown>(['xhigh', 'max'])

/** Callers of other families name an effort whichever model they ask, and servers refuse one for a model that does not think. In place. */
function spellEffort(members: Record<string, unknown>, reasons: boolean): void {
  if (!reasons) delete members.reasoning_effort
  else if (aboveHigh.has(members.reasoning_effort)) members.reasoning_effort = 'high'
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const accepts = ({ stream }: GenerationRequest) => (stream ? 'text/event-stream' : 'application/json')
