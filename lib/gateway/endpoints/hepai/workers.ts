import 'server-only'
import { fail } from '@/lib/errors'
import type { Caller } from '../../call/caller'
import { absent, wrong } from '../check-members'
import type { FreeCall, FreeEndpoint } from '../endpoint'
import { type Listed, listedModels } from '../models/listed'
import { workerId, workerInfo, workerStatus } from './worker-info'

// HepAI's clients ask for a model's worker before they call it. Here every model that the caller may use is one.

const workerOfModel: FreeEndpoint = {
  method: 'POST',
  name: 'apiv2/worker/get_worker_info',
  async answer({ json, caller, exchange }) {
    const { model_name: name, worker_id: id } = await json()
    if (!absent(name) && typeof name !== 'string') throw wrong('model_name', 'must be a string')
    if (!name) return workerInfo(workerWith(id, caller), caller, exchange)
    const found = listedModels(caller).find((each) => each.name === name)
    if (!found)
      throw fail('model_not_found', {
        param: 'model_name',
        message: `There is no model "${name.slice(0, 256)}". GET /apiv2/models lists what you may use.`,
      })
    return workerInfo(found, caller, exchange)
  },
}

function workerWith(id: unknown, caller: Caller): Listed {
  if (typeof id !== 'string' || id === '') throw wrong('model_name', 'is missing: name the model, or a worker_id')
  const found = listedModels(caller).find(({ name }) => workerId(name) === id)
  if (!found) throw fail('not_found', { param: 'worker_id', message: `There is no worker "${id.slice(0, 256)}".` })
  return found
}

const listedWorkers: FreeEndpoint = {
  method: 'GET',
  name: 'apiv2/worker/list_workers',
  answer: ({ caller, exchange }) => page(listedModels(caller).map((each) => workerInfo(each, caller, exchange))),
}

const page = <T extends { id: string }>(data: T[]) => ({
  object: 'list',
  data,
  has_more: false,
  first_id: data.at(0)?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
})

const statusOfWorker: FreeEndpoint = {
  method: 'POST',
  name: 'apiv2/worker/get_worker_status',
  answer: async ({ json, caller }) => workerStatus(workerWith((await json()).worker_id, caller), caller),
}

/** Nothing has to be refreshed, because the list is always made from the catalog. */
const refreshedWorkers: FreeEndpoint = {
  method: 'GET',
  name: 'apiv2/worker/refresh_all_workers',
  answer: ({ caller }: FreeCall) => ({ workers: listedModels(caller).length }),
}

const stoppedWorker: FreeEndpoint = {
  method: 'POST',
  name: 'apiv2/worker/stop_worker',
  answer() {
    throw fail('forbidden', { message: 'Models are not stopped with an API key. An operator switches them off on the models page.' })
  },
}

/** Atrium serves no agents. */
const listedAgents: FreeEndpoint = { method: 'GET', name: 'apiv2/agents/list_agents', answer: () => page([]) }

/** What Claude Code reports of itself beside its calls. Nobody reads it. */
const reportedEvents: FreeEndpoint = { method: 'POST', name: 'apiv2/api/event_logging/batch', ownLimit: true, answer: () => ({}) }

export const workers: FreeEndpoint[] = [
  workerOfModel,
  listedWorkers,
  statusOfWorker,
  refreshedWorkers,
  stoppedWorker,
  listedAgents,
  reportedEvents,
]
