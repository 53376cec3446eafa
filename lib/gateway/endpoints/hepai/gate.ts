import 'server-only'
import { fail } from '@/lib/errors'
import type { FreeEndpoint, GateEndpoint, Led, UrlParams } from '../endpoint'
import { type Listed, listedModels } from '../models/listed'
import { functionCalled, remoteFunctionsOf } from './functions'
import type { RemoteFunction } from './remote-function'
import { unwrapped } from './unwrapped'
import { aboutItself } from './worker-info'

/** A function of a model, called by its name: it goes the way of the endpoint that does the same. */
const leadsTo: GateEndpoint['leadsTo'] = ({ caller, at }) => {
  const { model, name } = calledAt(at)
  if (model === '') throw fail('model_missing', { param: 'model', message: 'Name the model in the query: ?model=…&function=….' })
  const called = functionCalled(name)
  // Whether the caller may use the model is looked at on the way, as in every call.
  if (called) return ledTo(called, model)
  const listed = listedModels(caller).find((each) => each.name === model)
  if (!listed)
    throw fail('model_not_found', {
      param: 'model',
      message: `There is no model "${model.slice(0, 256)}". GET /apiv2/models lists what you may use.`,
    })
  return aboutModel(listed, name, model)
}

function aboutModel(listed: Listed, name: string, model: string): Led {
  const own = remoteFunctionsOf(listed)
  if (name === 'get_register_functions') return { endpoint: answering(own.map(described)) }
  if (name === 'get_info') return { endpoint: answering(infoOf(listed)) }
  const [first] = own
  if (name === '__call__' && first) return ledTo(first, model)
  const names = [...own.map((each) => each.name), ...aboutItself].join(', ')
  throw fail('unknown_endpoint', { message: `"${model.slice(0, 256)}" has no function "${name.slice(0, 100)}". It has: ${names}.` })
}

const ledTo = ({ endpoint, parameters }: RemoteFunction, model: string): Led => ({
  endpoint,
  unwrap: (read) => unwrapped(read, { model, parameters: parameters.map(([parameter]) => parameter) }),
})

const answering = (answer: unknown): FreeEndpoint => ({ method: 'POST', name: 'apiv2/worker/unified_gate', answer: () => answer })

const described = ({ name, does, parameters, returns }: RemoteFunction) => ({
  __name__: name,
  __doc__: does,
  __signature__: parameters.map(([parameter, type]) => ({ name: parameter, type, default: null })),
  __return__: returns,
})

const infoOf = ({ name, model }: Listed) => ({
  name,
  description: model?.name ?? 'Auto',
  version: '',
  author: model?.provider ?? null,
  functions: remoteFunctionsOf({ name, model }).map((each) => each.name),
})

interface Called {
  model: string
  name: string
}

/** In the query, or behind the path: `function`, or `model/function`. */
function calledAt({ id, query }: UrlParams): Called {
  const told = membersIn(query)
  const cut = id.lastIndexOf('/')
  const inPath =
    told.function !== undefined ? { model: id, name: told.function } : { model: id.slice(0, Math.max(cut, 0)), name: id.slice(cut + 1) }
  return { model: told.model ?? inPath.model, name: inPath.name || '__call__' }
}

/** Clients write names into a query as they are, or encode them. A plus stands for itself, since some write it so. */
function membersIn(query: string): { model?: string; function?: string } {
  const members: Record<string, string> = {}
  for (const pair of query.split('&')) {
    const cut = pair.indexOf('=')
    const name = pair.slice(0, cut)
    if (name === 'model' || name === 'function') members[name] = decoded(pair.slice(cut + 1))
  }
  return members
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Under each path that HepAI's clients and those of its workers know. */
export const gates: GateEndpoint[] = [
  'worker/unified_gate',
  'worker/unified_gate/{id...}',
  'worker_unified_gate',
  'worker_unified_gate/{id...}',
].map((name) => ({ method: 'POST', name: `apiv2/${name}`, leadsTo }))
