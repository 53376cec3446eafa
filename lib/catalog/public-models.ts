import 'server-only'
import { exactDecimal } from '@/lib/json'
import { catalog, isConfigured, modelsFor } from './catalog'
import { dayOf } from './day'
import type { Model } from './entries'
import { priceNames } from './names'
import type { Price } from './price'
import type { ModelCard } from './schema'

// A price in nanos times ten-thousandths is shown exactly to nine places only. Charges are never rounded here.
const factor = 10_000n
const times = (nanos: bigint, multiplier: number): bigint => (nanos * BigInt(multiplier) + factor / 2n) / factor

const priceIn = (price: Price, multiplier: number) =>
  Object.fromEntries(priceNames.map((name) => [name, exactDecimal(times(price[`${name}Nanos`], multiplier))])) as ModelCard['price']

const shown = (model: Model, multiplier: number): ModelCard => ({
  id: model.id,
  aliases: model.aliases,
  name: model.name,
  provider: model.provider,
  size: model.size,
  field: model.field,
  thinking: model.thinking,
  modes: model.modes,
  context: model.context,
  maxOutput: model.maxOutput,
  capabilities: model.capabilities,
  auto: model.auto,
  deprecatedAt: dayOf(model.deprecatedAt),
  sunsetAt: dayOf(model.sunsetAt),
  successor: model.successor,
  demo: model.targets.length > 0 && model.targets.every(({ upstream }) => upstream.builtin),
  price: priceIn(model.price, multiplier),
})

/**
 * The models that people may see: those of a group with its prices, or for visitors those of new users. A user with keys of several groups
 * pays by the key's group.
 */
export function publicModels(groupName: string | undefined) {
  const group = catalog().groups.get(groupName ?? 'default')
  const models = modelsFor({ group: groupName ?? 'default', models: null })
  return { models: models.map((model) => shown(model, group?.multiplier ?? Number(factor))), configured: isConfigured() }
}
