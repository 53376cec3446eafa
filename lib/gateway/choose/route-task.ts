import 'server-only'
import { fail } from '@/lib/errors'
import type { TaskPlan } from '../admit/plan-call'
import type { Untold } from '../generation/request'
import type { TaskRequest } from '../generation/task'
import { protocols } from '../protocols'
import type { UpstreamTask } from '../protocols/protocol'
import type { Candidate } from '../targets/candidate'
import { chooseTargets } from './choose-targets'
import type { RoutedCall } from './route-call'

/** The targets for this task, in order. Throws when none of them knows it. */
export function routeTask({ models, task, endpoint, resolved }: TaskPlan): RoutedCall {
  const chosen = chooseTargets({ models, leastInput: 0, vision: false, sticky: undefined, random: Math.random })
  const able = chosen.filter((candidate) => taskAt(candidate, task))
  if (chosen.length > 0 && able.length === 0)
    throw fail('invalid_request', {
      param: 'model',
      message: `No backend of "${resolved.model.id}" serves ${endpoint.name}. Choose another model.`,
    })
  const candidates = able.filter((candidate) => !untold(candidate, task))
  const [first] = able
  if (first && candidates.length === 0) throw fail('invalid_request', untold(first, task))
  return { candidates, session: undefined }
}

const taskAt = ({ target }: Candidate, { task }: TaskRequest): UpstreamTask | undefined =>
  protocols[target.upstream.protocol]?.tasks?.[task]

/** What of the request the target's protocol has no words for. */
function untold(candidate: Candidate, task: TaskRequest): Untold | undefined {
  if (task.own?.protocol === candidate.target.upstream.protocol) return undefined
  return task.ownOnly ?? taskAt(candidate, task)?.untold?.(task)
}
