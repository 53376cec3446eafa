import 'server-only'
import { catalog, isConfigured } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/entries'
import type { Mode } from '@/lib/catalog/names'
import { fail } from '@/lib/errors'
import type { Choice } from '@/lib/ledger/turn/records'
import { mayUse, refusedBy, visibleTo } from '../authenticate/may-use'
import type { Caller } from '../call/caller'
import type { Prompt } from '../generation/request'
import { isHealthy, latencyOf } from '../targets/breaker'
import { chooseModels, kindsOf } from './choose-model'

/** The model that was asked for, and those that may answer in its place, in order. */
export interface Resolved {
  model: Model
  fallbacks: Model[]
  /** Why `auto` chose the model; null: the caller named it. */
  chosen: Choice | null
}

const isDemo = (model: Model): boolean => model.targets.every(({ upstream }) => upstream.builtin)

/** Without a prompt there is nothing that `auto` could choose by. */
interface AskedModel {
  /** null: any that can do it. */
  model: string | null
  prompt?: Prompt
}

/** @throws `model_not_found`, `model_not_allowed`, or `not_configured` while nothing but the demo could answer. */
export function resolveModel({ model: name, prompt }: AskedModel, caller: Caller, mode: Mode = 'chat'): Resolved {
  if (name === 'auto' && prompt) return resolveAuto(prompt, caller)
  if (name === null) return resolveAny(caller, mode)
  const model = catalog().names.get(name)
  if (!model || !visibleTo(model, caller)) {
    if (!isConfigured()) throw fail('not_configured', { param: 'model' })
    if (name === 'auto') throw fail('invalid_request', { param: 'model', message: '"auto" chooses for chats only. Name a model here.' })
    throw fail('model_not_found', { param: 'model', message: `There is no model "${name}". GET /v1/models lists what you may use.` })
  }
  const refused = refusedBy(model, caller)
  if (refused === 'user')
    throw fail('model_not_allowed', {
      param: 'model',
      message: 'Your account may not use this model. GET /v1/models lists what you may use.',
    })
  if (refused) throw fail('model_not_allowed', { param: 'model' })
  if (!model.modes.includes(mode))
    throw fail('invalid_request', { param: 'model', message: `"${name}" is not a ${mode} model (${model.modes.join(', ')}).` })
  const fallbacks = model.fallbacks.flatMap((id) => catalog().names.get(id) ?? [])
  return { model, fallbacks: fallbacks.filter((each) => each !== model && mayUse(each, caller) && each.modes.includes(mode)), chosen: null }
}

/** The cheapest model that the caller may use for this. */
function resolveAny(caller: Caller, mode: Mode): Resolved {
  const usable = [...catalog().models.values()].filter((model) => mayUse(model, caller) && model.modes.includes(mode))
  const costOf = ({ price }: Model) => price.inputNanos + price.perRequestNanos + price.perImageNanos
  const [model] = usable.sort((a, b) => (costOf(a) < costOf(b) ? -1 : 1))
  if (!model)
    throw fail('model_missing', { param: 'model', message: `No ${mode} model is there for you. GET /v1/models lists what you may use.` })
  return { model, fallbacks: [], chosen: null }
}

function resolveAuto(prompt: Prompt, caller: Caller): Resolved {
  if (!isConfigured()) throw fail('not_configured', { param: 'model' })
  const usable = [...catalog().models.values()].filter((model) => mayUse(model, caller) && model.modes.includes('chat') && !isDemo(model))
  const stateOf = (model: Model) => {
    const healthy = model.targets.filter(({ id, enabled, upstream }) => enabled && upstream.enabled && isHealthy(id, caller.user.id))
    return { healthy: healthy.length > 0, latencyMs: Math.min(1e9, ...healthy.map(({ id }) => latencyOf(id))) }
  }
  const {
    models: [model, ...fallbacks],
    chosen,
  } = chooseModels(kindsOf(prompt), usable, stateOf)
  if (model) return { model, fallbacks, chosen }
  throw fail('model_not_found', {
    param: 'model',
    message: 'No model that you may use is tagged for "auto". Name one, or ask an operator to tag one.',
  })
}
