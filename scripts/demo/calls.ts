import { randomUUID } from 'node:crypto'
import { catalog } from '../../lib/catalog/catalog.ts'
import type { Catalog, Model } from '../../lib/catalog/entries.ts'
import { newId } from '../../lib/ids.ts'
import { chargeFor } from '../../lib/ledger/price.ts'
import { admit } from '../../lib/ledger/turn/admit.ts'
import type { HoldRequest, RecordEnd } from '../../lib/ledger/turn/records.ts'
import { settle } from '../../lib/ledger/turn/settle.ts'
import { noUnits, type Units } from '../../lib/units.ts'

export interface Member {
  userId: number
  walletId: number
  group: string
  keys: { id: string; name: string; limitId: string }[]
}

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)] as T
/** Draws a length: most are short, a few very long. */
const skewed = (random: () => number, typical: number) =>
  Math.max(1, Math.round(typical * Math.exp((random() + random() + random() - 1.5) * 1.6)))

/** Draws a moment of this day: few at night, most in the afternoon. */
export function momentOf(day: Date, random: () => number, until = Date.now()): Date {
  const hour = 1 + ((random() + random() + random()) / 3) * 15 // 09:00 to 24:00 in China is 01:00 to 16:00 UTC
  return new Date(Math.min(day.getTime() + hour * 3_600_000, until - 60_000 * random()))
}

const weights: Record<string, number> = { 'deepseek-v3.2': 6, 'qwen3-235b': 4, 'deepseek-r1': 2, 'qwen3-vl-32b': 1, 'glm-5.1': 3 }
function chooseModel({ models }: Catalog, group: string, random: () => number): Model {
  const usable = [...models.values()].filter((model) => weights[model.id] && (!model.groups || model.groups.includes(group)))
  return pick(
    usable.flatMap((model) => Array.from({ length: weights[model.id] ?? 1 }, () => model)),
    random,
  )
}

/** Books one call with the ledger's own statements, as if it had been made at that time. False when the money did not suffice. */
export async function makeCall(caller: Member, time: Date, random: () => number): Promise<boolean> {
  const model = chooseModel(catalog(), caller.group, random)
  const key = pick(caller.keys, random)
  const multiplier = catalog().groups.get(caller.group)?.multiplier ?? 10_000
  const thinks = model.thinking === 'always' || (model.thinking === 'optional' && random() < 0.3)
  const inputTokens = skewed(random, 2600)
  const outputTokens = skewed(random, thinks ? 2400 : 800)
  const failed = random() < 0.02
  const cachedTokens = random() < 0.4 ? Math.floor(inputTokens * random() * 0.8) : 0
  const reasoningTokens = thinks ? Math.floor(outputTokens * 0.6) : 0
  const units = failed ? noUnits : { ...noUnits, inputTokens, cachedTokens, outputTokens, reasoningTokens, requests: 1 }
  const chargeNanos = chargeFor(units, model.price, multiplier)
  const hold: HoldRequest = {
    id: newId('call', time.getTime()),
    time,
    userId: caller.userId,
    walletId: caller.walletId,
    keyId: key.id,
    limitIds: [key.limitId],
    holdNanos: chargeNanos * 2n + 1n,
    record: {
      endpoint: 'chat/completions',
      protocol: 'openai',
      model: random() < 0.2 ? (model.aliases[0] ?? model.id) : model.id,
      group: caller.group,
      stream: random() < 0.75,
      address: `10.20.${Math.floor(random() * 30)}.${1 + Math.floor(random() * 250)}`,
      clientRequestId: random() < 0.1 ? randomUUID() : null,
      keyName: key.name,
      priceVersionId: model.priceVersionId,
      multiplier,
    },
  }
  if (!(await admit(hold)).ok) return false
  await settle({ id: hold.id, chargeNanos, record: recordEnd(model, units, failed, random) })
  return true
}

function recordEnd(model: Model, units: Units, failed: boolean, random: () => number): RecordEnd {
  const target = pick(model.targets, random)
  const ttftMs = Math.round(180 + 900 * random() ** 2)
  const durationMs = ttftMs + Math.round(units.outputTokens * (12 + 20 * random()))
  const attempt = {
    upstream: target.upstream.name,
    upstreamModel: target.upstreamModel,
    status: failed ? 503 : 200,
    reason: failed ? 'status_503' : null,
    ms: durationMs,
  }
  return {
    modelUsed: model.id,
    upstream: target.upstream.name,
    upstreamModel: target.upstreamModel,
    attempts: [attempt],
    status: failed ? 503 : 200,
    errorCode: failed ? 'upstream_unavailable' : null,
    units,
    estimated: false,
    ttftMs: failed ? null : ttftMs,
    durationMs: failed ? ttftMs : durationMs,
    queueMs: random() < 0.1 ? Math.round(400 * random()) : 0,
    finishReason: failed ? null : random() < 0.05 ? 'length' : 'stop',
  }
}
