import 'server-only'
import { createHash } from 'node:crypto'
import type { Caller } from '../../call/caller'
import type { Exchange } from '../../call/exchange'
import { isHealthy } from '../../targets/breaker'
import type { Listed } from '../models/listed'
import { remoteFunctionsOf } from './functions'

/** What each model can be asked beside its own functions. */
export const aboutItself = ['get_info', 'get_register_functions', '__call__']

/** A model is shown as a worker of its own. */
export const workerId = (name: string): string => `wk-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`

/**
 * A model as HepAI's clients know a worker. They refuse members that they do not know, and the names of some have changed, so only those
 * stand here that every version knows. No address is told, since nobody may call one.
 */
export function workerInfo(listed: Listed, caller: Caller, { time }: Exchange) {
  const { name, model } = listed
  const modes = model?.modes ?? ['chat']
  return {
    id: workerId(name),
    type: modes.includes('chat') ? 'llm' : modes.includes('tool') ? 'actuator' : 'common',
    resource_info: [
      {
        model_name: name,
        model_type: modes[0] ?? 'chat',
        model_version: '',
        model_description: model?.name ?? 'Auto',
        model_author: authorOf(model?.ownedBy) ?? model?.provider ?? null,
        model_groups: [],
        model_users: [],
        model_functions: [...remoteFunctionsOf(listed).map((each) => each.name), ...aboutItself],
      },
    ],
    status_info: workerStatus(listed, caller),
    check_heartbeat: true,
    last_heartbeat: Math.floor(time.getTime() / 1000),
    metadata: {},
  }
}

const authorOf = (owner: unknown): string | string[] | null =>
  typeof owner === 'string' || (Array.isArray(owner) && owner.every((each) => typeof each === 'string')) ? owner : null

/** Ready while any of its backends is. How long a queue is there is not told to callers. */
export function workerStatus({ model }: Listed, { user }: Caller) {
  const usable = model?.targets.filter(({ enabled, upstream }) => enabled && upstream.enabled)
  const ready = !usable || usable.some(({ id }) => isHealthy(id, user.id))
  return { speed: 0, queue_length: 0, status: ready ? 'ready' : 'error' }
}
