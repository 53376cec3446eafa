import type { cacheScopes, cacheUsers } from './names'
import type { CeilingNames } from './presets'
import type { Price } from './price'
import type { Protocol } from './protocols'

/** Everything that decisions about a call need, in memory. It is never changed in place: a change brings a new catalog. */
export interface Catalog {
  version: number
  /** By id. */
  models: Map<string, Model>
  /** By id and by every alias. */
  names: Map<string, Model>
  /** By id. */
  upstreams: Map<string, Upstream>
  /** By name. */
  groups: Map<string, Group>
}

/** By what a call is charged. */
export interface Priced {
  price: Price
  priceVersionId: string
}

/** What a picture is known to be like; null: left open. */
export interface Picture {
  size: string | null
  quality: string | null
}

/** What pictures cost that are like this; null: whatever it is. */
export interface ImagePrice extends Picture, Priced {}

export interface Model extends Priced {
  id: string
  aliases: string[]
  enabled: boolean
  name: string
  provider: string | null
  /** A string, null or a list, as /models answers. */
  ownedBy: unknown
  created: number | null
  createdAt: Date
  size: string | null
  field: string | null
  thinking: string | null
  modes: string[]
  context: number | null
  maxOutput: number | null
  capabilities: string[]
  needsUserMessage: boolean
  imageTokens: number
  /** The first that fits a picture is for it; where none does, the price itself. */
  imagePrices: ImagePrice[]
  /** null: every group. */
  groups: string[] | null
  fallbacks: string[]
  auto: string[]
  /** Days, as their midnight in UTC. */
  deprecatedAt: Date | null
  sunsetAt: Date | null
  /** Id or alias of the model to call instead. */
  successor: string | null
  /** What the response cache does for it; null: nothing. */
  cache: CacheRule | null
  /** Of each user of the model. */
  limits: Limits
  targets: Target[]
}

export interface CacheRule {
  ttlSeconds: number
  /** What a kept answer costs, in percent of the price. */
  share: number
  scope: (typeof cacheScopes)[number]
  keys: (typeof cacheUsers)[number]
}

export interface Target {
  id: string
  upstream: Upstream
  upstreamModel: string
  priority: number
  weight: number
  enabled: boolean
  context: number | null
  params: Record<string, unknown> | null
}

/** Seconds. `firstToken` null: 10 while another target is left, 60 on the last. */
export interface Timeouts {
  connect: number
  firstByte: number
  firstToken: number | null
  idle: number
  total: number
  answer: number
}

export interface Upstream {
  id: string
  name: string
  enabled: boolean
  baseUrl: string
  protocol: Protocol
  apiKey: string | null
  concurrency: number | null
  timeouts: Timeouts
  ceiling: CeilingNames
  /** It is asked for the usage so far with every chunk of a stream. */
  usageInChunks: boolean
  builtin: boolean
}

/** null: no limit. */
export interface Limits {
  rpm: number | null
  tpm: number | null
  weeklyTokens: number | null
  concurrency: number | null
}

/** In nanos; null: no limit. */
export interface SpendCeilings {
  day: bigint | null
  month: bigint | null
  total: bigint | null
}

export interface Group {
  id: string
  name: string
  /** Ten-thousandths. */
  multiplier: number
  limits: Limits
  /** Of each member. */
  spend: SpendCeilings
  selectable: boolean
}
