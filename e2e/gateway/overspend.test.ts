import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Called, chat } from '../call.ts'
import { createKeys, walletOf, within } from '../portal.ts'
import { doors, type Stand, size, startStand } from '../stand.ts'

// What these calls may cost at most is what they cost: 8 tokens at 0.0125 each, or one request at 0.1.
const models = [
  { id: 'by-token', behaves: 'out-8.in-0', maxOutput: 8, price: { input: 0, output: 12_500 } },
  { id: 'by-request', behaves: 'plain', price: { perRequest: '0.1' } },
]
const cases = ['by-token', 'by-request'].flatMap((model) =>
  [false, true].flatMap((stream) =>
    [1, 20].flatMap((keys) =>
      [{ cash: '1' }, { grant: '1' }, { cash: '0.55', grant: '0.45' }].map((money) => ({ model, stream, keys, money })),
    ),
  ),
)

describe.each(doors)('nobody overspends, door %s', (door) => {
  let stand: Stand
  const each = door === 'direct' ? size(60, 200) : 40
  beforeAll(async () => {
    stand = await startStand({ door, models })
  })
  afterAll(() => stand?.stop())

  it.each(cases)('$model, stream $stream, $keys keys, $money: exactly 10 of many are served', async ({ model, stream, keys, money }) => {
    const person = await stand.person(money)
    const secrets = (await createKeys(person, { count: keys })).map((key) => key.secret)
    stand.upstream.clear()
    const calls = Array.from({ length: each }, (_, i) => chat({ url: stand.atrium.url, secret: secrets[i % keys] ?? '', model, stream }))
    const answers: Called[] = await Promise.all(calls)
    const by = (status: number) => answers.filter((answer) => answer.status === status)
    expect({ served: by(200).length, refused: by(402).length }).toEqual({ served: 10, refused: each - 10 })
    expect(by(200).every((answer) => !answer.error)).toBe(true)
    expect(stand.upstream.calls()).toHaveLength(10)
    await within(10_000, async () => (await walletOf(person)).onHold === 0n)
    expect((await walletOf(person)).balance).toBe(0n)
  })
})
