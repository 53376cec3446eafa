import 'server-only'
import type { Upstream } from '@/lib/catalog/entries'
import { type AppError, fail, isAppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { chatCompletions } from '../endpoints/chat/chat-completions'
import { parsePrompt } from '../endpoints/parse-prompt'
import { protocolOf, protocols } from '../protocols'
import { readAll } from '../protocols/upstream-response'
import { type CallerBody, keepAliveMs } from '../relay/caller-body'
import { openStream } from '../relay/open-stream'
import { asStream } from '../send/as-stream'
import { askingFor, attempt } from '../send/attempt'
import { connectionTo } from '../send/connection'
import { type Failure, failureOfBody, failureOfError } from '../send/failure'
import { withoutSecrets } from '../send/refused-by-upstream'
import type { Candidate } from '../targets/candidate'
import { wordsForOperators } from '../targets/words-for-operators'

type ProbedUpstream = Pick<Upstream, 'id' | 'name' | 'baseUrl' | 'protocol' | 'apiKey' | 'timeouts'> & Partial<Upstream>

const listMs = 10_000

/** Operators are told what an upstream says, but never its credential. */
function failureError({ reason, status, message }: Failure, upstream: ProbedUpstream): AppError {
  const words = wordsForOperators(message, upstream.apiKey, 1000) ?? undefined
  return fail('upstream_failed', { message: [reason, status, words].filter(Boolean).join(' · '), more: { reason, status, detail: words } })
}

const candidateOf = (upstream: ProbedUpstream, upstreamModel: string): Candidate => ({
  target: {
    id: 'probe',
    upstream: upstream as Upstream,
    upstreamModel,
    priority: 0,
    weight: 1,
    enabled: true,
    context: null,
    params: null,
  },
  model: {} as Candidate['model'],
})

/**
 * Streams one answer straight from one upstream. It is not billed and not recorded, and no breaker counts it. Rejects with
 * `upstream_failed` in words for operators.
 */
export async function testUpstream(probe: {
  upstream: ProbedUpstream
  model: string
  prompt: string
  signal: AbortSignal
}): Promise<CallerBody> {
  const { upstream, model, prompt, signal } = probe
  const messages = [{ role: 'user', content: prompt }]
  const request = parsePrompt({ model, messages, stream: true, stream_options: { include_usage: true }, max_tokens: 256 })
  const asking = askingFor({ request, weight: { userId: 0, bytes: 0 } })
  const sent = await attempt(asStream, candidateOf(upstream, model), asking, signal)
  if (!sent.ok) throw failureError(sent, upstream)
  const { idle, total } = upstream.timeouts
  const limits = { firstToken: (upstream.timeouts.firstToken ?? 60) * 1000, idle: idle * 1000, total: total * 1000 }
  const alike = upstream.protocol === chatCompletions.speaks
  const writer = chatCompletions.stream({ request, model, id: newId('call'), time: new Date(), alike })
  const opened = await openStream(sent.response, { protocol: protocolOf(upstream), writer, alike, limits, signal })
  if (!opened.ok) throw failureError(failureOfBody(opened), upstream)
  return opened.start({ keepAliveMs, settle: async () => undefined })
}

/** Asks for the list of models. The body is read whole; a string says what was wrong with it. */
export async function askForModels(upstream: ProbedUpstream, signal = AbortSignal.timeout(listMs)) {
  const { path, headers } = protocolOf(upstream).listModels
  const { pool, prefix, query } = connectionTo(upstream as Upstream)
  const response = await pool.request({
    method: 'GET',
    path: prefix + path + query,
    headers: { accept: 'application/json', ...headers(upstream.apiKey) },
    signal,
    headersTimeout: listMs,
  })
  return { status: response.statusCode, body: await readAll(response.body, { timeoutMs: listMs, signal }) }
}

/** Lists the models that the upstream offers, by its own names, in order. */
export async function listUpstreamModels(upstream: ProbedUpstream, signal = AbortSignal.timeout(listMs)): Promise<string[]> {
  const protocol = protocols[upstream.protocol]
  if (!protocol) throw fail('invalid_request', { message: `The protocol ${upstream.protocol} is not served.` })
  if (protocol.answer) return protocol.listModels.read(null).map(({ id }) => id)
  try {
    const { status, body } = await askForModels(upstream, signal)
    if (typeof body === 'string') throw fail('upstream_failed', { message: body, more: { reason: body } })
    if (status >= 300) {
      const words = withoutSecrets(body.subarray(0, 16_384).toString(), upstream).slice(0, 500)
      throw fail('upstream_failed', { message: `status ${status} · ${words}`, more: { status, detail: words } })
    }
    return protocol.listModels
      .read(JSON.parse(body.toString()))
      .map(({ id }) => id)
      .sort()
  } catch (error) {
    if (isAppError(error)) throw error
    throw failureError(failureOfError(error, false), upstream)
  }
}
