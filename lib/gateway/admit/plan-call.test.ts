import { expect, it } from 'vitest'
import type { Model } from '@/lib/catalog/entries'
import { priceNames } from '@/lib/catalog/names'
import { toPrice } from '@/lib/catalog/price'
import { chargeFor } from '@/lib/ledger/price'
import { noUnits } from '@/lib/units'
import { seeded } from '@/tests/ledger'
import { parsePrompt } from '../endpoints/parse-prompt'
import { sizeOf } from '../measure/estimate'
import { mostAt } from './most'
import { holdFor, type Plan } from './plan-call'

const random = seeded(20261129)
const upTo = (most: number) => Math.floor(random() * (most + 1))
const target = () => ({
  upstream: { protocol: 'openai', ceiling: upTo(1) ? 'both' : 'unsure' },
  params: upTo(1) ? { n: 1 + upTo(2), chat_template: 'x'.repeat(upTo(500)) } : null,
})
const model = () =>
  ({
    context: upTo(1) ? 8192 : null,
    maxOutput: upTo(1) ? 2000 : null,
    imageTokens: 1000,
    price: toPrice(Object.fromEntries(priceNames.map((member) => [member, BigInt(upTo(9_000_000_000))])) as Parameters<typeof toPrice>[0]),
    targets: Array.from({ length: upTo(2) }, target),
  }) as unknown as Model

it('a hold covers whatever a call can cost at any target that may answer it, however its tokens are split', () => {
  let uncovered = 0
  for (let call = 0; call < 2000; call++) {
    const request = parsePrompt({
      model: 'm',
      messages: [{ role: 'user', content: 'x'.repeat(upTo(3000)) }],
      stream: upTo(1) === 1,
      ...(upTo(1) && { max_tokens: upTo(500) }),
      ...(upTo(1) && { n: 1 + upTo(3) }),
    })
    const plan = {
      size: sizeOf(request.prompt),
      models: [model(), model()],
      caller: { group: { multiplier: upTo(20_000) } },
    } as unknown as Plan
    const hold = holdFor(plan, request)
    for (const { price, targets, ...rest } of plan.models)
      for (const one of targets) {
        const most = mostAt({ request, size: plan.size }, rest, one)
        const inputTokens = upTo(3) ? most.inputTokens : upTo(most.inputTokens)
        const outputTokens = most.answerTokens * most.answers
        const cachedTokens = upTo(1) * upTo(inputTokens)
        const cacheWriteTokens = inputTokens - cachedTokens - upTo(1) * upTo(inputTokens - cachedTokens)
        const reasoningTokens = upTo(1) ? outputTokens : upTo(outputTokens)
        const units = { ...noUnits, inputTokens, cachedTokens, cacheWriteTokens, outputTokens, reasoningTokens, requests: 1 }
        if (chargeFor(units, price, plan.caller.group.multiplier) > hold) uncovered++
      }
  }
  expect(uncovered).toBe(0)
})
