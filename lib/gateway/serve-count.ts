import 'server-only'
import { once } from '@/lib/once'
import { resolveModel } from './admit/resolve-model'
import type { Caller } from './call/caller'
import { CallerSignal } from './call/caller-signal'
import { chooseTargets } from './choose/choose-targets'
import { type GenerationRequest, saidIn } from './generation/request'
import { countPrompt, loadCounter } from './measure/count-tokens'
import { protocols } from './protocols'
import { asWhole } from './send/as-whole'
import { attempt } from './send/attempt'
import { isHealthy } from './targets/breaker'
import type { Candidate } from './targets/candidate'

/** How long an upstream may take; afterwards we count ourselves. */
const patienceMs = 3000
/** How long an upstream that does not count is not asked again. */
const refusedMs = 600_000

const refusals = () => once('gateway.counts-refused', () => new Map<string, number>())

/**
 * How many tokens a request comes to: counted by the upstream that would be asked first, where it counts for others, else here. It costs
 * nothing, and neither breakers nor slots know of it. Throws where the caller may not use the model.
 */
export async function countInput(request: GenerationRequest, caller: Caller): Promise<number> {
  const { model } = resolveModel(request, caller)
  const targets = chooseTargets({ models: [model], leastInput: 0, vision: false, sticky: undefined, random: Math.random })
  const first = targets.find(({ target }) => isHealthy(target.id, caller.user.id))
  const told = first && (await askUpstream(request, first))
  if (told !== undefined) return told
  await loadCounter().catch(() => {}) // Without the table the count is a guess by length.
  return countPrompt(saidIn(request), model.imageTokens)
}

async function askUpstream(request: GenerationRequest, candidate: Candidate): Promise<number | undefined> {
  const { id, upstream, upstreamModel, params } = candidate.target
  const count = protocols[upstream.protocol]?.countInput
  if (!count || (refusals().get(id) ?? 0) > performance.now()) return undefined
  const signal = new CallerSignal()
  const late = setTimeout(() => signal.abort(), patienceMs)
  const { apiKey } = upstream
  const asking = { weight: { userId: 0, bytes: 0 }, request: () => count.request(request, { upstreamModel, apiKey, params }) }
  const answer = await attempt(asWhole, candidate, asking, signal)
  clearTimeout(late)
  const told = answer.ok ? readCount(answer.response.body, count.read) : undefined
  const aboutRequest = !answer.ok && (answer.status === 400 || answer.status === 429)
  if (told === undefined && !aboutRequest) refusals().set(id, performance.now() + refusedMs)
  return told
}

function readCount(body: unknown, read: (json: unknown) => number | undefined): number | undefined {
  try {
    return Buffer.isBuffer(body) ? read(JSON.parse(body.toString())) : undefined
  } catch {
    return undefined
  }
}
