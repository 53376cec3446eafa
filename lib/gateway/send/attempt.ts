import 'server-only'
import type { Upstream } from '@/lib/catalog/entries'
import { fail } from '@/lib/errors'
import type { Signal } from '@/lib/signal'
import { mostAt, unaskedCeiling } from '../admit/most'
import type { UpstreamError } from '../generation/part'
import type { GenerationRequest } from '../generation/request'
import type { TaskRequest } from '../generation/task'
import { inputTokensOf, type RequestSize } from '../measure/estimate'
import { inTurn, largeFrom, type Weight } from '../parse/large-bodies'
import { protocols } from '../protocols'
import type { RequestTarget, UpstreamProtocol, UpstreamRequest } from '../protocols/protocol'
import { readError } from '../protocols/read-error'
import type { ResponseHead, UpstreamResponse, WholeResponse } from '../protocols/upstream-response'
import type { Candidate } from '../targets/candidate'
import { type Connection, connectionTo } from './connection'
import { type Failure, failureOfError, failureOfStatus, retryAfterOf } from './failure'

/** How much of a refusal's body is read, and for how long. */
export const ofRefusal = { limit: 65_536, timeoutMs: 5000 }

/** What an attempt needs to know of a call. */
export interface Asking {
  weight: Weight
  /** The request in the words of the target's protocol. */
  request(protocol: UpstreamProtocol, candidate: Candidate): UpstreamRequest
  /** The answer of a protocol that answers by itself. */
  local?(protocol: UpstreamProtocol, candidate: Candidate, signal: Signal): UpstreamResponse | undefined
}

/** How a request for a generated answer is asked. `size` is undefined where nothing is held for the call. */
export function askingFor({ request, size, weight }: { request: GenerationRequest; size?: RequestSize; weight: Weight }): Asking {
  return {
    weight,
    request: (protocol, candidate) => protocol.request(request, requestTarget(candidate, request, size)),
    local: (protocol, candidate, signal) => protocol.answer?.(request, requestTarget(candidate, request, size), signal),
  }
}

/** How a task is asked. Only targets whose protocol knows it are tried. */
export const taskAsking = (task: TaskRequest, weight: Weight): Asking => ({
  weight,
  request(protocol, { target: { upstream, upstreamModel, params } }) {
    const known = protocol.tasks?.[task.task]
    if (!known) throw fail('internal', { cause: `${upstream.protocol} has no ${task.task}` })
    return known.request(task, { upstreamModel, apiKey: upstream.apiKey, params })
  },
  local: (protocol, _candidate, signal) => protocol.tasks?.[task.task]?.local?.(task, signal),
})

type Timeouts = Upstream['timeouts']

/** How an answer is taken: `asStream` or `asWhole`. */
export interface Way<R extends ResponseHead> {
  /** Posts the request. Redirects are never followed. */
  post(connection: Connection, request: UpstreamRequest, timeouts: Timeouts, caller: Signal): Promise<R>
  /** Takes the answer of a protocol that answers by itself. */
  local(response: UpstreamResponse, timeouts: Timeouts, caller: Signal): R | Promise<R>
  /** What the body of a refusal says. */
  readRefusal(refusal: R, caller: Signal): WholeResponse['body'] | Promise<WholeResponse['body']>
}

/** Sends the request to one target. */
export async function attempt<R extends ResponseHead>(
  way: Way<R>,
  candidate: Candidate,
  asking: Asking,
  signal: Signal,
): Promise<{ ok: true; response: R } | Failure> {
  const { upstream } = candidate.target
  const { timeouts } = upstream
  const protocol = protocols[upstream.protocol]
  if (!protocol) return { ok: false, kind: 'credentials', reason: 'protocol', status: null, message: `${upstream.protocol} is not served` }
  const { weight } = asking
  try {
    const local = asking.local?.(protocol, candidate, signal)
    if (local) return { ok: true, response: await way.local(local, timeouts, signal) }
    const connection = connectionTo(upstream)
    const make = () => asking.request(protocol, candidate)
    const made = weight.bytes < largeFrom ? make() : await encoded(await inTurn(weight, make), weight)
    const response = await way.post(connection, made, timeouts, signal)
    const { status, headers } = response
    if (status >= 200 && status < 300) return { ok: true, response }
    const words = wordsOf(await way.readRefusal(response, signal))
    return failureOfStatus(status, words, retryAfterOf(headers['retry-after']) ?? words.retryAfterMs)
  } catch (error) {
    return failureOfError(error, signal.aborted)
  }
}

function requestTarget({ model, target }: Candidate, request: GenerationRequest, size: RequestSize | undefined): RequestTarget {
  const { upstream, upstreamModel, params } = target
  const { apiKey, ceiling, usageInChunks } = upstream
  const unasked = size ? unaskedCeiling(model, inputTokensOf(size, model), ceiling) : null
  const longest = () => (size ? mostAt({ request, size }, model, target).answerTokens : (request.ceiling ?? 1))
  // A model that is only probed has no capabilities.
  const reasons = model.capabilities?.includes('reasoning') === true
  return { upstreamModel, apiKey, params, ceiling, usageInChunks, unasked, reasons, longest }
}

/** Encodes a large body to bytes in its turn. undici would encode it where nothing can wait for a turn. */
function encoded(request: UpstreamRequest, weight: Weight): UpstreamRequest | Promise<UpstreamRequest> {
  const { body } = request
  if (typeof body !== 'string') return request
  return inTurn(weight, () => ({ ...request, body: Buffer.from(body) }))
}

function wordsOf(body: WholeResponse['body']): UpstreamError {
  if (typeof body === 'string') return {}
  const text = body.toString()
  try {
    const json = JSON.parse(text) as Record<string, unknown> | null
    const { status: _told, ...words } = readError(json?.error ?? json?.detail ?? json)
    return words
  } catch {
    return { message: text }
  }
}
