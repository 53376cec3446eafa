import type { Model } from '@/lib/catalog/entries'
import type { autoTags } from '@/lib/catalog/names'
import type { ChoiceReason } from '@/lib/ledger/names'
import type { Choice } from '@/lib/ledger/turn/records'
import type { Prompt } from '../generation/request'
import { messageParts } from '../measure/request-texts'

/** What `auto` tells requests and models apart by. */
export type Kind = (typeof autoTags)[number]

const longCharacters = 60_000
const code =
  /```|\b(python|javascript|typescript|java|c\+\+|rust|golang|sql|bash|regex|html|css|compile|debug|refactor|stack trace|unit test|function|algorithm)\b|代码|编程|程序|脚本|函数|算法|报错|调试|快速排序/i
const reasoning =
  /\b(prove|proof|derive|step by step|theorem|integral|equation|solve|puzzle|logic|why exactly)\b|证明|推导|求解|方程|积分|定理|逐步|一步一步|推理|逻辑题/i

/** What a request seems to need, the hardest need first; `chat` is always last. */
export function kindsOf(body: Prompt): Kind[] {
  const kinds: Kind[] = []
  let length = 0
  let images = 0
  let last = ''
  for (const message of body.messages) {
    const parts = messageParts(message)
    for (const text of parts.texts) length += text.length
    images += parts.images
    if (message.role === 'user') last = parts.texts.join('\n').slice(-4000)
  }
  if (images > 0) kinds.push('vision')
  if (body.tools?.length) kinds.push('tools')
  if (length > longCharacters) kinds.push('long')
  if (code.test(last)) kinds.push('code')
  if (body.reasoning_effort || reasoning.test(last)) kinds.push('reasoning')
  kinds.push('chat')
  return kinds
}

/** A model without vision cannot answer a request with images. Every other need only affects the order. */
const canDo = (model: Model, kinds: Kind[]): boolean =>
  !kinds.includes('vision') || model.auto.includes('vision') || model.capabilities.includes('vision')

export interface ModelState {
  healthy: boolean
  latencyMs: number
}

interface Known extends ModelState {
  model: Model
  /** The place of the first need that it is tagged for. */
  rank: number
  cost: bigint
}

/** What models are compared by. A later line counts only where all before it find no difference. */
const order: { by: ChoiceReason; compare(a: Known, b: Known): number }[] = [
  { by: 'health', compare: (a, b) => Number(b.healthy) - Number(a.healthy) },
  { by: 'tag', compare: (a, b) => a.rank - b.rank },
  { by: 'price', compare: (a, b) => (a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : 0) },
  { by: 'latency', compare: (a, b) => a.latencyMs - b.latencyMs },
]
const firstDifference = (a: Known, b: Known) => order.find(({ compare }) => compare(a, b) !== 0)

const mostNamed = 5

/** The models that `auto` may use for this request, best first, and why the first: healthy, tagged for the hardest need, cheap, fast. */
export function chooseModels(needs: Kind[], models: Model[], stateOf: (model: Model) => ModelState): { models: Model[]; chosen: Choice } {
  const able = models.filter((model) => model.auto.length > 0 && canDo(model, needs))
  const rank = (model: Model) => {
    const place = needs.findIndex((kind) => model.auto.includes(kind))
    return place < 0 ? needs.length : place
  }
  const known: Known[] = able.map((model) => ({
    model,
    rank: rank(model),
    cost: model.price.inputNanos + model.price.outputNanos,
    ...stateOf(model),
  }))
  known.sort((a, b) => firstDifference(a, b)?.compare(a, b) ?? 0)
  const [first, second] = known
  const by = first && second ? (firstDifference(first, second)?.by ?? 'name') : 'only'
  const ordered = known.map(({ model }) => model)
  const named = ordered.slice(0, mostNamed).map(({ id }) => id)
  return { models: ordered, chosen: { needs, tag: needs[first?.rank ?? needs.length] ?? null, by, models: named, of: known.length } }
}
