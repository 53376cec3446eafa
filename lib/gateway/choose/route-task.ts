import 'server-only'
import { fail } from '@/lib/errors'
import type { TaskPlan } from '../admit/plan-call'
import { protocols } from '../protocols'
import { chooseTargets } from './choose-targets'
import type { RoutedCall } from './route-call'

/** The targets for this task, in order. Throws when none of them knows it. */
export function routeTask({ models, task, endpoint, resolved }: TaskPlan): RoutedCall {
  const chosen = chooseTargets({ models, leastInput: 0, vision: false, sticky: undefined, random: Math.random })
  const candidates = chosen.filter(({ target }) => protocols[target.upstream.protocol]?.tasks?.[task.task])
  if (chosen.length > 0 && candidates.length === 0)
    throw fail('invalid_request', {
      param: 'model',
      message: `No backend of "${resolved.model.id}" serves ${endpoint.name}. Choose another model.`,
    })
  return { candidates, session: undefined }
}
