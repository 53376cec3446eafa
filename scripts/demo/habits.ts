import { catalog } from '../../lib/catalog/catalog.ts'

export interface Member {
  userId: number
  walletId: number
  group: string
  /** Calls on a usual day, compared with others. */
  diligence: number
  /** What they pay in at a time, in nanos. */
  topUp: bigint
  keys: { id: string; name: string; limitId: string }[]
}

interface Habit {
  share: number
  endpoint?: string
  inputSize?: number
  outputSize?: number
  audioSize?: number
  imageCount?: number
  pageCount?: number
  characterCount?: number
}

/** How often a model is called, and with how much. Of ten million calls the last one gets about ten. */
const habits: Record<string, Habit> = {
  'deepseek-v3.2': { share: 6, inputSize: 2600, outputSize: 800 },
  'glm-5.1': { share: 3, inputSize: 2600, outputSize: 800 },
  'qwen3.5-27b': { share: 3, inputSize: 2600, outputSize: 800 },
  'qwen3-235b-a22b': { share: 3, inputSize: 2600, outputSize: 800 },
  'deepseek-v3.2-thinking': { share: 2, inputSize: 2600, outputSize: 2400 },
  'minimax-m2.7': { share: 1, inputSize: 2600, outputSize: 800 },
  'qwen3-vl-32b': { share: 0.3, inputSize: 2600, outputSize: 800 },
  'qwen3-embedding-8b': { share: 2, endpoint: 'embeddings', inputSize: 1200 },
  'hepai/bge-m3:latest': { share: 0.6, endpoint: 'embeddings', inputSize: 1200 },
  'hepai/bge-reranker-v2-m3:latest': { share: 0.4, endpoint: 'rerank', inputSize: 3000 },
  'qwen3guard-8b': { share: 0.4, endpoint: 'moderations' },
  'paraformer-v2': { share: 0.4, endpoint: 'audio/transcriptions', audioSize: 60_000 },
  'cosyvoice-v3': { share: 0.4, endpoint: 'audio/speech', characterCount: 240 },
  'hepai/mineru': { share: 0.4, endpoint: 'worker/unified_gate', pageCount: 9 },
  'seedream-4': { share: 0.4, endpoint: 'images/generations', imageCount: 1 },
  'gpt-oss-120b': { share: 0.002, inputSize: 2600, outputSize: 800 },
  'kimi-k2': { share: 0.0002, inputSize: 2600, outputSize: 800 },
  'minimax-m2': { share: 0.00002, inputSize: 2600, outputSize: 800 },
}

/** How calls end. Who left is charged for what arrived; the others are charged nothing. */
export const outcomes = [
  { status: 200, code: null, share: 0.98 },
  { status: 499, code: 'client_gone', share: 0.01 },
  { status: 503, code: 'upstream_unavailable', share: 0.005 },
  { status: 429, code: 'rate_limit_exceeded', share: 0.003 },
  { status: 502, code: 'upstream_failed', share: 0.0015 },
  { status: 504, code: 'upstream_timeout', share: 0.0004 },
  { status: 400, code: 'invalid_request', share: 0.0001 },
  { status: 402, code: 'insufficient_quota', share: 0.00001 },
  { status: 500, code: 'internal', share: 0.000001 },
]

/** The upper bounds of all parts but the last, so that `width_bucket(random(), …)` draws a place. */
export function bounds(shares: readonly number[]): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  let sum = 0
  return shares.slice(0, -1).map((share) => (sum += share / whole))
}

/** Everything that a call is drawn from, for the statement that makes a day. */
export function drawnFrom(members: readonly Member[]) {
  const { models, groups } = catalog()
  const called = [...models.values()].filter(({ id }) => habits[id])
  const open = called.map((model) => (model.groups ? 0 : (habits[model.id]?.share ?? 0)))
  return {
    callers: members.map(({ keys: _, topUp: __, ...member }, place) => ({
      ...member,
      place,
      multiplier: groups.get(member.group)?.multiplier ?? 10_000,
      chosen: member.group === 'research',
    })),
    keys: members.flatMap(({ keys }, caller) => keys.map((key, at) => ({ ...key, caller, place: at + 1 }))),
    models: called.map(({ id, aliases, thinking, priceVersionId, targets: [target] }, place) => ({
      ...habits[id],
      place,
      name: id,
      alias: aliases[0] ?? id,
      thinking: thinking === 'always' ? 1 : thinking === 'optional' ? 0.3 : 0,
      version: priceVersionId,
      upstream: target?.upstream.name,
      upstreamModel: target?.upstreamModel,
    })),
    bounds: {
      callers: bounds(members.map(({ diligence }) => diligence)),
      open: bounds(open),
      chosen: bounds(called.map(({ id }) => habits[id]?.share ?? 0)),
    },
  }
}
