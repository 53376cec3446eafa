import 'server-only'
import type { Model } from '@/lib/catalog/entries'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import type { Exchange } from '../../call/exchange'
import type { FreeEndpoint } from '../endpoint'
import { geminiShape } from './gemini-shape'
import { type Listed, listedModels } from './listed'

const unix = (time: Date): number => Math.floor(time.getTime() / 1000)

const nobody = 'atrium'

/** OpenAI's clients know a text and nothing else. */
function ownerOf({ ownedBy, provider }: Model): string {
  const [owner] = [ownedBy].flat()
  return typeof owner === 'string' ? owner : provider || nobody
}

function openaiShape({ name, model }: Listed, { route, time }: Exchange) {
  const asConfigured = route?.base === '/apiv2'
  const fallback = asConfigured ? null : unix(model?.createdAt ?? time)
  if (!model) return { id: name, object: 'model', created: fallback, owned_by: nobody }
  const { price, created, context, maxOutput, name: title, id, modes, capabilities } = model
  return {
    id: name,
    object: 'model',
    created: created ?? fallback,
    owned_by: asConfigured ? model.ownedBy : ownerOf(model),
    name: title,
    root: id,
    context_length: context,
    max_output_tokens: maxOutput,
    modes,
    capabilities,
    pricing: {
      input: exactDecimal(price.inputNanos),
      output: exactDecimal(price.outputNanos),
      cached_input: exactDecimal(price.cachedInputNanos),
    },
  }
}

const anthropicShape = ({ name, model }: Listed, { time }: Exchange) => ({
  type: 'model',
  id: name,
  display_name: model?.name ?? 'Auto',
  created_at: (model?.createdAt ?? time).toISOString(),
  max_input_tokens: model?.context ?? null,
  max_tokens: model?.maxOutput ?? null,
  capabilities: null,
  lifecycle: 'active',
  line: null,
  deprecated_at: null,
  retires_at: null,
})

const speaksAnthropic = ({ headers }: Exchange): boolean => headers['anthropic-version'] !== undefined
const speaksGemini = ({ headers }: Exchange): boolean => headers['x-goog-api-key'] !== undefined

export const models: FreeEndpoint = {
  method: 'GET',
  name: 'models',
  answer({ exchange, caller }) {
    const names = listedModels(caller)
    if (speaksGemini(exchange)) return { models: names.map(geminiShape) }
    if (!speaksAnthropic(exchange)) return { object: 'list', data: names.map((each) => openaiShape(each, exchange)) }
    const data = names.map((each) => anthropicShape(each, exchange))
    return { data, has_more: false, first_id: data.at(0)?.id ?? null, last_id: data.at(-1)?.id ?? null }
  },
}

export const model: FreeEndpoint = {
  method: 'GET',
  name: 'models/{id...}',
  answer({ exchange, caller, at: { id } }) {
    const found = listedModels(caller).find(({ name }) => name === id)
    if (!found) throw fail('model_not_found', { param: 'model', message: `There is no model "${id.slice(0, 256)}".` })
    if (speaksGemini(exchange)) return geminiShape(found)
    return speaksAnthropic(exchange) ? anthropicShape(found, exchange) : openaiShape(found, exchange)
  },
}
