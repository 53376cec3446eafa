import 'server-only'
import type { Plan } from '../admit/plan-call'
import { inputTokensOf } from '../measure/estimate'
import { type Candidate, chooseTargets } from './choose-targets'
import { lastTarget, sessionOf } from './sticky-target'

// The estimate takes two bytes for a token; no text has fewer than one for eight.
const surely = 4

export interface Route {
  candidates: Candidate[]
  session: string | undefined
}

/** The targets for this call, in order, and the session that they are remembered for. */
export function routeCall({ models, size, body, exchange, caller, resolved }: Plan): Route {
  const session = sessionOf(body, exchange.headers)
  const candidates = chooseTargets({
    models,
    leastInput: Math.floor(inputTokensOf(size, resolved.model) / surely),
    vision: size.images > 0,
    sticky: lastTarget(caller.user.id, resolved.model.id, session),
    random: Math.random,
  })
  return { candidates, session }
}

/** The name in the answer: what was asked for, unless `auto` chose or a fallback answered. */
export const answeringName = ({ body, resolved }: Plan, { model }: Candidate): string =>
  resolved.auto || model !== resolved.model ? model.id : body.model
