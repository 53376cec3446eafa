import type { ModelCard } from '@/lib/catalog/schema'
import { costsNothing, hasOutput, otherUnit } from './price-lines'

export const priceBands = ['free', 'upTo1', 'upTo5', 'upTo20', 'otherUnit'] as const
export type PriceBand = (typeof priceBands)[number]

export const sortKeys = ['name', 'context', 'input', 'output'] as const
export type SortKey = (typeof sortKeys)[number]
export interface Sort {
  key: SortKey
  down: boolean
}

export interface ModelFilter {
  q: string
  provider: string | null
  mode: string | null
  capability: string | null
  price: PriceBand | null
}

/** What people look for among the capabilities, thinking included. */
export const abilitiesOf = ({ capabilities, thinking }: ModelCard): string[] => [
  ...(thinking === 'always' || thinking === 'optional' ? ['thinking'] : []),
  ...capabilities,
]

const upTo = (most: number) => (model: ModelCard) => otherUnit(model.price) === undefined && model.price.input <= most
const bands: Record<PriceBand, (model: ModelCard) => boolean> = {
  free: costsNothing,
  upTo1: upTo(1),
  upTo5: upTo(5),
  upTo20: upTo(20),
  otherUnit: ({ price }) => otherUnit(price) !== undefined,
}

const textOf = ({ id, aliases, name, provider, size, field }: ModelCard) =>
  [id, ...aliases, name, provider, size, field].filter(Boolean).join('\n').toLowerCase()

/** Every word of the search has to be somewhere in the model's names and facts. */
export function filterModels(models: readonly ModelCard[], { q, provider, mode, capability, price }: ModelFilter): ModelCard[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return models.filter(
    (model) =>
      words.every((word) => textOf(model).includes(word)) &&
      (provider === null || model.provider === provider) &&
      (mode === null || model.modes.includes(mode)) &&
      (capability === null || abilitiesOf(model).includes(capability)) &&
      (price === null || bands[price](model)),
  )
}

const values: Record<SortKey, (model: ModelCard) => number | string | null> = {
  name: ({ name }) => name.toLowerCase(),
  context: ({ context }) => context,
  input: ({ price }) => (otherUnit(price) === undefined ? price.input : null),
  output: (model) => (hasOutput(model) ? model.price.output : null),
}

/** Models without the value stand last either way. */
export function sortModels(models: readonly ModelCard[], { key, down }: Sort): ModelCard[] {
  const valued = models.map((model) => ({ model, value: values[key](model) }))
  const compare = (a: number | string, b: number | string) => (a < b ? -1 : Number(a > b)) * (down ? -1 : 1)
  return valued
    .sort((a, b) =>
      a.value === null || b.value === null ? Number(a.value === null) - Number(b.value === null) : compare(a.value, b.value),
    )
    .map(({ model }) => model)
}

/** The order that the list begins with: what can be talked to first, the demo and what is given up last. */
export const inOrder = (models: readonly ModelCard[]): ModelCard[] => {
  const rank = ({ modes, demo, deprecatedAt }: ModelCard) =>
    (deprecatedAt === null ? 0 : 2) + (demo ? 4 : 0) + (modes.includes('chat') ? 0 : 1)
  return [...models].sort((a, b) => rank(a) - rank(b))
}
