import 'server-only'
import { exactDecimal } from '@/lib/json'
import { catalog, isConfigured, modelsFor } from './catalog'
import { choosableGroups } from './choosable-groups'
import { dayOf } from './day'
import type { Model } from './entries'
import type { GroupChoice } from './group-schema'
import { priceNames } from './names'
import type { Price } from './price'
import type { ModelCard } from './schema'

interface ModelPage {
  model: ModelCard
  listPrice: ModelCard['price']
  listImagePrices: ModelCard['imagePrices']
  group: Pick<GroupChoice, 'name' | 'multiplier'>
  /** Groups that one's keys may be in beside one's own, and that see the model. */
  others: GroupChoice[]
}

// A price in nanos times ten-thousandths is shown exactly to nine places only. Charges are never rounded here.
const factor = 10_000n
const times = (nanos: bigint, multiplier: number): bigint => (nanos * BigInt(multiplier) + factor / 2n) / factor

const priceIn = (price: Price, multiplier: number) =>
  Object.fromEntries(priceNames.map((name) => [name, exactDecimal(times(price[`${name}Nanos`], multiplier))])) as ModelCard['price']

const linesIn = ({ imagePrices }: Model, multiplier: number): ModelCard['imagePrices'] =>
  imagePrices.map(({ size, quality, price }) => ({ size, quality, price: exactDecimal(times(price.perImageNanos, multiplier)) }))

/** The name of a successor that the reader may not see is not told. */
const shown = (model: Model, multiplier: number, visible: Model[]): ModelCard => ({
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
  successor: visible.find(({ id, aliases }) => id === model.successor || aliases.includes(model.successor ?? ''))?.id ?? null,
  demo: model.modes.includes('chat') && model.targets.length > 0 && model.targets.every(({ upstream }) => upstream.builtin),
  price: priceIn(model.price, multiplier),
  imagePrices: linesIn(model, multiplier),
})

/** A user, as far as it says which models there are. */
interface Viewer {
  group: string
  models?: string[] | null
}

/**
 * The models that people may see: those of a user's group with its prices, as far as an operator left them to the user, or for visitors
 * those of new users. A user with keys of several groups pays by the key's group.
 */
export function publicModels(viewer: Viewer | undefined) {
  const { visible, group, multiplier } = seenBy(viewer)
  return {
    models: visible.map((model) => shown(model, multiplier, visible)),
    configured: isConfigured(),
    group: { name: group, multiplier: multiplier / Number(factor) },
  }
}

/** One of these models by its id or an alias, with the list price and what each group that the viewer may use makes of it. */
export function publicModel(name: string, viewer: Viewer | undefined): ModelPage | null {
  const { visible, group, multiplier } = seenBy(viewer)
  const model = catalog().names.get(name)
  if (!model || !visible.includes(model)) return null
  return {
    model: shown(model, multiplier, visible),
    listPrice: priceIn(model.price, Number(factor)),
    listImagePrices: linesIn(model, Number(factor)),
    group: { name: group, multiplier: multiplier / Number(factor) },
    others:
      viewer === undefined ? [] : choosableGroups(viewer.group).filter(({ own, name }) => !own && (model.groups?.includes(name) ?? true)),
  }
}

/** Visitors see what is open to every group. */
function seenBy(viewer: Viewer | undefined) {
  const { group, models: only = null } = viewer ?? { group: 'default' }
  const multiplier = catalog().groups.get(group)?.multiplier ?? Number(factor)
  const models = modelsFor({ group, models: only })
  return { group, multiplier, visible: viewer === undefined ? models.filter(({ groups }) => groups === null) : models }
}
