import { expect, it } from 'vitest'
import type { ImagePrice, Picture } from '@/lib/catalog/entries'
import { toPrice, wholePrice } from '@/lib/catalog/price'
import { noUnits } from '@/lib/units'
import { seeded } from '@/tests/ledger'
import { dearestImage, imagePriceOf } from './image-price'
import { chargeFor, mostCharge } from './price'

const sizes = ['1024x1024', '1024x1536', '512x512']
const qualities = ['low', 'high', 'hd']
const free = toPrice(wholePrice({}))

function dice(seed: number) {
  const random = seeded(seed)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const oneOf = (list: string[]) => list[upTo(list.length)] ?? null
  const picture = (): Picture => ({ size: oneOf(sizes), quality: oneOf(qualities) })
  const price = () => ({
    ...free,
    inputNanos: BigInt(upTo(9_000_000)),
    perImageNanos: BigInt(upTo(2 ** 40)),
    perRequestNanos: BigInt(upTo(99)),
  })
  const model = () => {
    const imagePrices: ImagePrice[] = []
    for (let left = upTo(6); left > 0; left--) imagePrices.push({ ...picture(), price: price(), priceVersionId: `line ${left}` })
    return { price: price(), priceVersionId: 'whole', imagePrices }
  }
  return { upTo, picture, model }
}

/** By the rule as it is told to operators, over all that may be answered. */
const told = (line: string | null, said: string | null) => line === null || line === said
function byTheBook(model: ReturnType<ReturnType<typeof dice>['model']>, asked: Picture, made: Picture) {
  const nanosOf = ({ size, quality }: Picture) =>
    (model.imagePrices.find((line) => told(line.size, size) && told(line.quality, quality)) ?? model).price.perImageNanos
  const open = (said: string | null, all: string[]) => (said === null ? [...all, null] : [said])
  const reached = open(asked.size, sizes).flatMap((size) => open(asked.quality, qualities).map((quality) => nanosOf({ size, quality })))
  const most = reached.reduce((one, other) => (one > other ? one : other))
  const nanos = nanosOf({ size: made.size ?? asked.size, quality: made.quality ?? asked.quality })
  return { most, nanos: nanos < most ? nanos : most }
}

it('charges to the nano by the first line that fits, for 50 000 random pictures', () => {
  const { upTo, picture, model } = dice(20261202)
  let mismatches = 0
  for (let call = 0; call < 50_000; call++) {
    const [priced, asked, made, images, multiplier] = [model(), picture(), picture(), upTo(9), upTo(30_000)]
    const { price } = imagePriceOf(priced, asked, [made])
    const charge = chargeFor({ ...noUnits, images, requests: 1 }, price, multiplier)
    const sum = BigInt(images) * byTheBook(priced, asked, made).nanos + price.perRequestNanos
    if (charge !== (sum * BigInt(multiplier) * 2n + 10_000n) / 20_000n) mismatches++
  }
  expect(mismatches).toBe(0)
})

it('never charges more than was held, whatever pictures the answer tells of', () => {
  const { upTo, picture, model } = dice(20261203)
  let [above, loose] = [0, 0]
  for (let call = 0; call < 20_000; call++) {
    const [priced, asked, multiplier] = [model(), picture(), upTo(30_000)]
    // Every line has the prices of the whole but for the picture.
    for (const line of priced.imagePrices) line.price = { ...priced.price, perImageNanos: line.price.perImageNanos }
    const most = { ...noUnits, inputTokens: upTo(1000), images: upTo(9), requests: 1 }
    const dearest = dearestImage(priced, asked)
    const hold = mostCharge(most, dearest.price, multiplier)
    for (const made of [[], [picture()], [picture(), picture()]])
      if (chargeFor(most, imagePriceOf(priced, asked, made).price, multiplier) > hold) above++
    if (dearest.price.perImageNanos < byTheBook(priced, asked, asked).most) loose++
  }
  expect({ above, loose }).toEqual({ above: 0, loose: 0 })
})

it('what the answer says it made of an open request is charged, and of a named one no more than was named', () => {
  const line = (size: string | null, quality: string | null, perImageNanos: bigint) => ({
    size,
    quality,
    price: { ...free, perImageNanos },
    priceVersionId: `${size} ${quality}`,
  })
  const whole = { ...line(null, null, 20n), imagePrices: [line('1024x1536', 'high', 50n), line(null, 'high', 40n), line(null, 'low', 5n)] }
  const open = { size: null, quality: null }
  const high = { size: '1024x1536', quality: 'high' }
  const nanos = (asked: Picture, ...made: Picture[]) => Number(imagePriceOf(whole, asked, made).price.perImageNanos)
  expect(dearestImage(whole, open).priceVersionId).toBe('1024x1536 high')
  expect(dearestImage(whole, { size: '512x512', quality: null }).priceVersionId).toBe('null high')
  expect([nanos(open), nanos(open, high), nanos(open, { ...high, quality: 'low' }), nanos(open, high, open)]).toEqual([20, 50, 5, 20])
  expect([nanos(high), nanos({ ...high, quality: 'low' }, high), nanos(high, { ...high, quality: 'low' })]).toEqual([50, 5, 5])
})
