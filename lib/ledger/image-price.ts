import type { ImagePrice, Picture, Priced } from '@/lib/catalog/entries'

interface PricedModel extends Priced {
  imagePrices: readonly ImagePrice[]
}

const fits = (line: string | null, said: string | null): boolean => line === null || line === said
/** What is left open may still become what the line is for. */
const mayFit = (line: string | null, asked: string | null): boolean => asked === null || fits(line, asked)

/** Every price by which a request for such a picture may be charged, whatever is made of what it leaves open. */
function within(model: PricedModel, asked: Picture): Priced[] {
  const may = model.imagePrices.filter((line) => mayFit(line.size, asked.size) && mayFit(line.quality, asked.quality))
  const takes = (line: ImagePrice, { size, quality }: Picture) =>
    (fits(line.size, asked.size) || line.size === size) && (fits(line.quality, asked.quality) || line.quality === quality)
  const first = (picture: Picture, before: ImagePrice[]) => !before.some((line) => takes(line, picture))
  return [...may.filter((line, at) => first(line, may.slice(0, at))), ...(first(asked, may) ? [model] : [])]
}

const dearer = (one: Priced, other: Priced): Priced => (other.price.perImageNanos > one.price.perImageNanos ? other : one)
const cheaper = (one: Priced, other: Priced): Priced => (other.price.perImageNanos < one.price.perImageNanos ? other : one)

/** The dearest price that a request for such a picture can come to, whatever is answered: the hold is for this. */
export const dearestImage = (model: PricedModel, asked: Picture): Priced => within(model, asked).reduce(dearer)

/**
 * The price of the pictures that were made: of the first line that fits what the answer tells of them, and, where it tells nothing, what was
 * asked for. It is never dearer than what was asked for can come to. A call has one price: of pictures that differ, that of the cheapest.
 */
export function imagePriceOf(model: PricedModel, asked: Picture, made: readonly Picture[]): Priced {
  const lines = (made.length > 0 ? made : [asked]).map((told) => lineFor(model, told.size ?? asked.size, told.quality ?? asked.quality))
  const most = dearestImage(model, asked)
  return cheaper(most, lines.reduce(cheaper))
}

const lineFor = (model: PricedModel, size: string | null, quality: string | null): Priced =>
  model.imagePrices.find((line) => fits(line.size, size) && fits(line.quality, quality)) ?? model
