import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Called, chat } from '../call.ts'
import { createKeys, nanosOf, walletOf, within } from '../portal.ts'
import { doors, type Person, type Stand, size, startStand } from '../stand.ts'

// The most that these calls may cost is what they cost: 8 tokens at 0.0125 each, or one request at 0.1.
const honest = [
  { id: 'by-token', behaves: 'out-8.in-0', maxOutput: 8, price: { input: 0, output: 12_500 } },
  { id: 'by-request', behaves: 'plain', price: { perRequest: '0.1' } },
]
const honestCases = ['by-token', 'by-request'].flatMap((model) =>
  [false, true].flatMap((stream) =>
    [1, 20].flatMap((keys) =>
      [{ cash: '1' }, { grant: '1' }, { cash: '0.55', grant: '0.45' }].map((money) => ({ model, stream, keys, money })),
    ),
  ),
)

/** A token costs 0.0125. Eight are asked for, of models that may write 40. */
const costOf = (tokens: number) => BigInt(tokens) * 12_500_000n
const money = costOf(80)
/** `known` has a preset of servers that keep to ceilings, `fake` has none. */
const upstreams = ['fake', 'known'] as const
/** Upstreams that write more than they may, give more answers than they may, or report another length than they wrote. */
const lies = [
  'ignores.out-40',
  'ignores.out-40.nousage',
  'ignores.out-40.json',
  'ignores.out-40.usage-zero',
  'ignores.out-40.hidden-400',
  'ignores.out-40.answers-4',
  'ignores.thinking-40.out-0',
  'out-8',
  'out-8.answers-4',
  'out-8.hidden-400.lateusage-50',
  'out-8.reported-400',
  'out-8.reported-400.usageevery',
  'out-8.usage-huge',
  'out-8.usage-zero',
  'out-8.usage-zeroout',
]
const liars = upstreams.flatMap((upstream) =>
  lies.map((lie) => ({ id: `${upstream}/${lie}`, upstream, behaves: `${lie}.in-0`, maxOutput: 40, price: { input: 0, output: 12_500 } })),
)
/** The question comes to 8 tokens with what is around it, and is held for as 10. */
const longPrompt = { id: 'long-prompt', behaves: 'plain.in-99999999', price: { input: 12_500, output: 0 } }
const liesTold = lies.flatMap((lie, i) =>
  upstreams.flatMap((upstream) => [false, true].map((stream) => ({ lie, upstream, stream, n: 1 + (i % 2), keys: i % 4 < 2 ? 1 : 20 }))),
)

describe.each(doors)('nobody overspends, door %s', (door) => {
  let stand: Stand
  const each = door === 'direct' ? size(60, 200) : 40
  beforeAll(async () => {
    stand = await startStand({ door, models: [...honest, ...liars, longPrompt], upstreams: [{ name: 'known', preset: 'vllm' }] })
  })
  afterAll(() => stand?.stop())

  /** Makes many calls at once, and returns what each served one was told to cost. */
  async function manyAtOnce(person: Person, { keys, ...call }: { model: string; stream: boolean; keys: number; body?: object }) {
    const secrets = (await createKeys(person, { count: keys })).map((key) => key.secret)
    stand.upstream.clear()
    const calls = Array.from({ length: each }, (_, i) => chat({ url: stand.atrium.url, secret: secrets[i % keys] ?? '', ...call }))
    const answers: Called[] = await Promise.all(calls)
    const served = answers.filter((answer) => answer.status === 200 && !answer.error)
    expect(answers.filter((answer) => answer.status === 402)).toHaveLength(each - served.length)
    expect(stand.upstream.calls()).toHaveLength(served.length)
    await within(10_000, async () => (await walletOf(person)).onHold === 0n)
    const left = (await walletOf(person)).balance
    const words = Math.max(0, ...served.map(({ content, reasoning }) => (content + reasoning).split(' ').length - 1))
    return {
      served: served.length,
      words,
      costs: served.map(({ text }) => nanosOf(/"_cost":([\d.]+)/.exec(text)?.[1] ?? 'not told')),
      left,
    }
  }

  it.each(honestCases)('$model, stream $stream, $keys keys, $money: exactly 10 of many are served', async ({ money, ...call }) => {
    const { served, left } = await manyAtOnce(await stand.person(money), call)
    expect({ served, left }).toEqual({ served: 10, left: 0n })
  })

  it.each(liesTold)(
    '$lie at $upstream, stream $stream, n $n, $keys keys: no more than there was',
    async ({ lie, upstream, stream, n, keys }) => {
      // The ceiling counts where we end the answer ourselves, or where the upstream is known to keep to it. Elsewhere the call may cost as
      // much as the model may write.
      const enforced = stream || upstream === 'known'
      const hold = costOf(n * (enforced ? 8 : 40))
      const charge = costOf(n * (lie.startsWith('ignores') && !enforced ? 40 : 8))
      const call = { model: `${upstream}/${lie}`, stream, keys, body: { max_tokens: 8, n } }
      const { served, words, costs, left } = await manyAtOnce(await stand.person({ cash: '1' }), call)
      // Each call needs at least its hold. The last one leaves what it did not use.
      expect(served).toBeGreaterThanOrEqual(Number(money / hold))
      expect(served).toBeLessThanOrEqual(Number((money - hold) / charge) + 1)
      expect(costs).toEqual(Array(served).fill(charge))
      expect(left).toBe(money - charge * BigInt(served))
      // An answer past the ceiling is not served. Only an answer in one piece may be longer, because tokenizers differ.
      if (stream) expect(words).toBeLessThanOrEqual(n * (lie.includes('json') ? 40 : 8))
    },
  )

  it.each([false, true])('a prompt that was longer than the window can be is counted here, stream %s', async (stream) => {
    const { served, costs, left } = await manyAtOnce(await stand.person({ cash: '1' }), { model: 'long-prompt', stream, keys: 1 })
    expect(served).toBeGreaterThanOrEqual(8)
    expect(costs).toEqual(Array(served).fill(costOf(8)))
    expect(left).toBe(money - costOf(8) * BigInt(served))
    expect(left).toBeGreaterThanOrEqual(0n)
  })
})
