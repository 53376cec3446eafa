import { type PriceName, priceFollows } from '@/lib/catalog/names'
import type { ModelCard } from '@/lib/catalog/schema'
import { type UnitName, unitNames, unitTable } from '@/lib/units'

type Price = ModelCard['price']

/** For how many tokens or characters a price is shown. */
export const scales = ['1m', '1k'] as const
export type Scale = (typeof scales)[number]

/** A price that a model is charged by; `follows` where it is the price of another unit as well. */
export interface PriceLine {
  unit: UnitName
  name: PriceName
  follows: PriceName | null
}

const million = 1_000_000
/** Whether the unit is priced by the million, so that the scale applies to it. */
export const scaled = (unit: UnitName) => unitTable[unit].per === million

/** The price as it is shown at this scale, without the noise of division. */
export const priceAt = (value: number, unit: UnitName, scale: Scale) =>
  scale === '1k' && scaled(unit) ? Number((value / 1000).toPrecision(12)) : value

/** Kinds whose prices are those of tokens even where they are nothing. */
const tokenModes: readonly string[] = ['chat', 'embedding', 'rerank']
const writes = ({ modes }: ModelCard) => modes.includes('chat')

/** Everything that a call of the model may be charged by. A model that costs nothing has the lines of its kind. */
export function priceLines(model: ModelCard): PriceLine[] {
  const { price } = model
  const all = unitNames.map((unit): PriceLine => {
    const name = unitTable[unit].price
    const other = priceFollows[name]
    return { unit, name, follows: other !== undefined && price[other] === price[name] ? other : null }
  })
  return all.filter(({ unit, name, follows }) => {
    if (name === 'perImage' && model.imagePrices.length > 0) return true
    if (name === 'input') return price.input > 0 || (model.modes.some((mode) => tokenModes.includes(mode)) && !otherUnit(price))
    if (name === 'output') return price.output > 0 || (writes(model) && !otherUnit(price))
    if (unit === 'reasoningTokens' && model.thinking !== 'always' && model.thinking !== 'optional') return follows === null
    return follows === null ? price[name] > 0 || name in priceFollows : price[name] > 0 && writes(model)
  })
}

/** The first unit besides tokens that costs something, of a model whose tokens cost nothing. */
export function otherUnit(price: Price): UnitName | undefined {
  if (price.input > 0 || price.output > 0) return undefined
  return unitNames.find((unit) => !unit.endsWith('Tokens') && price[unitTable[unit].price] > 0)
}

/** Whether the model writes for a price of tokens. */
export const hasOutput = (model: ModelCard) => writes(model) && otherUnit(model.price) === undefined

/** Whatever is asked of it. */
export const costsNothing = ({ price, imagePrices }: Pick<ModelCard, 'price' | 'imagePrices'>) =>
  [...Object.values(price), ...imagePrices.map((line) => line.price)].every((value) => value === 0)

export const contextText = (context: number | null) => (context === null ? '–' : `${Math.round(context / 1024)}K`)
