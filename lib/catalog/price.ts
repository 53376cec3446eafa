import { formatNanos, parseMoney } from '@/lib/money'
import { type PriceName, priceFollows, priceNames } from './names'

/** Nanos, each for as many of its unit as `unitTable` says. */
export type Price = Record<`${PriceName}Nanos`, bigint>

/** The members that an operator gave, as plain decimals; what is not there follows the rule of `wholePrice`. */
export type GivenPrice = Partial<Record<PriceName, string>> & { imagePrices?: GivenImagePrice[] }

/** What pictures of a size, a quality or both cost. */
export interface GivenImagePrice {
  size?: string
  quality?: string
  price: string
}

const parsed = (text: string): bigint => parseMoney(text) ?? 0n

const nanos = (given: GivenPrice, member: PriceName): bigint => {
  const follow = priceFollows[member]
  const text = given[member] ?? (follow ? given[follow] : undefined)
  return text === undefined ? 0n : parsed(text)
}

export function wholePrice(given: GivenPrice): Record<PriceName, bigint> {
  return Object.fromEntries(priceNames.map((member) => [member, nanos(given, member)])) as Record<PriceName, bigint>
}

/** The lines for pictures, each as a whole price of its own. */
export const imageLines = (given: GivenPrice) =>
  (given.imagePrices ?? []).map(({ size = null, quality = null, price }) => ({
    size,
    quality,
    ...wholePrice(given),
    perImage: parsed(price),
  }))

const widthAndHeight = /^\+?0*(\d+)[x×*]\+?0*(\d+)$/

/** One spelling of a size or a quality. Servers read a size loosely: `01024 * 1_536` is drawn as 1024x1536. */
function spelled(text: string): string {
  const plain = text.trim().toLowerCase()
  const [, width, height] = widthAndHeight.exec(plain.replace(/[\s_]/g, '')) ?? []
  return width && height ? `${width}x${height}` : plain
}

/** Sizes and qualities are compared in one spelling; what is left to the model says nothing. */
export function saidOfPicture(value: unknown): string | null {
  const text = typeof value === 'string' ? spelled(value) : ''
  return text === '' || text === 'auto' ? null : text
}

/** Writes each price in one form ("2.50" is "2.5") and one order, so that equal prices compare equal. */
export function canonicalPrice(given: GivenPrice): GivenPrice {
  const canonical: GivenPrice = {}
  for (const member of priceNames) {
    const text = given[member]
    if (text !== undefined) canonical[member] = formatNanos(parsed(text))
  }
  if (given.imagePrices?.length) canonical.imagePrices = given.imagePrices.map(canonicalLine)
  return canonical
}

export const toPrice = (whole: Record<PriceName, bigint>): Price =>
  Object.fromEntries(priceNames.map((member) => [`${member}Nanos`, whole[member]])) as Price

function canonicalLine({ size, quality, price }: GivenImagePrice): GivenImagePrice {
  return {
    ...(size !== undefined && { size: spelled(size) }),
    ...(quality !== undefined && { quality: spelled(quality) }),
    price: formatNanos(parsed(price)),
  }
}
