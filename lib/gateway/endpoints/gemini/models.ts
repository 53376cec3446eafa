import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/entries'
import { fail } from '@/lib/errors'
import { mayUse } from '../../authenticate/may-use'
import type { Caller } from '../../call/caller'
import type { FreeEndpoint } from '../endpoint'
import { geminiShape } from '../models/gemini-shape'
import { listedModels } from '../models/listed'
import { geminiErrorBody } from './error-body'

/** The model of a name that the caller may use; null for `auto`. */
export function usableModel(name: string, caller: Caller): Model | null {
  if (name === 'auto') return null
  const model = catalog().names.get(name)
  if (!model || !mayUse(model, caller))
    throw fail('model_not_found', {
      param: 'model',
      message: `There is no model "${name.slice(0, 256)}". GET /v1beta/models lists what you may use.`,
    })
  return model
}

export const geminiModels: FreeEndpoint = {
  method: 'GET',
  name: 'v1beta/models',
  refusal: geminiErrorBody,
  answer: ({ caller }) => ({ models: listedModels(caller).map(geminiShape) }),
}

export const geminiModel: FreeEndpoint = {
  method: 'GET',
  name: 'v1beta/models/{id...}',
  refusal: geminiErrorBody,
  answer: ({ caller, at: { id } }) => geminiShape({ name: id, model: usableModel(id, caller) }),
}
