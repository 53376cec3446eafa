import 'server-only'
import { fail } from '@/lib/errors'
import type { Plan } from '../admit/plan-call'
import type { AnswerHead } from '../endpoints/endpoint'
import { saidIn, type Untold } from '../generation/request'
import { inputTokensOf } from '../measure/estimate'
import { protocols } from '../protocols'
import type { Candidate } from '../targets/candidate'
import { chooseTargets } from './choose-targets'
import { lastTarget, sessionOf } from './sticky-target'

// The estimate counts two bytes as a token, and no text has fewer than one token in eight bytes.
const surely = 4

export interface RoutedCall {
  candidates: Candidate[]
  session: string | undefined
}

/** The targets for this call, in order, and the session that they are remembered for. Throws when the request can be told to none. */
export function routeCall(plan: Plan): RoutedCall {
  const { models, size, request, exchange, caller, resolved } = plan
  const session = sessionOf(saidIn(request), exchange.headers)
  const chosen = chooseTargets({
    models,
    leastInput: Math.floor(inputTokensOf(size, resolved.model) / surely),
    vision: size.images > 0,
    sticky: lastTarget(caller.user.id, resolved.model.id, session),
    random: Math.random,
  })
  const candidates = chosen.filter((candidate) => !untold(plan, candidate))
  const [first] = chosen
  if (first && candidates.length === 0) throw fail('invalid_request', untold(plan, first))
  return { candidates, session }
}

/** Whether an upstream's bytes are in the caller's own shape. */
const speaksAlike = ({ endpoint }: Plan, { target }: Candidate): boolean => endpoint.speaks === target.upstream.protocol

/** What of the request the target's protocol has no words for. */
function untold(plan: Plan, candidate: Candidate): Untold | undefined {
  if (speaksAlike(plan, candidate)) return undefined
  return plan.request.ownOnly ?? protocols[candidate.target.upstream.protocol]?.untold?.(plan.request)
}

/** The model's name in the answer: the asked one, unless `auto` chose or a fallback answered. */
const answeringName = ({ request, resolved }: Plan, { model }: Candidate): string =>
  resolved.chosen || model !== resolved.model ? model.id : request.model

/** What a writer puts at the head of this target's answer. Without a target only an error can be written with it. */
export function answerHead(plan: Plan, candidate?: Candidate): AnswerHead {
  const { exchange, request, caller } = plan
  return {
    request,
    owner: caller.user.id,
    model: candidate ? answeringName(plan, candidate) : request.model,
    id: exchange.id,
    time: exchange.time,
    alike: candidate !== undefined && speaksAlike(plan, candidate),
  }
}
