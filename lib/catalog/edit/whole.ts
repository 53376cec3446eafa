import type { Timeouts } from '../entries'
import type { GroupInput } from '../group-schema'
import type { modes } from '../names'
import { canonicalPrice, type GivenPrice } from '../price'
import type { Protocol } from '../protocols'
import type { ModelInput, ModelLine, TargetInput, TargetLine } from '../schema'
import type { UpstreamInput } from '../upstream-schema'

// A whole row has every member that an operator decides, in one normal form, in which the pages, the API and the catalog file are compared.
// `whole…` lays what was sent over a base: the current row, or the defaults.

export interface WholeUpstream {
  name: string
  enabled: boolean
  baseUrl: string
  protocol: Protocol
  apiKey: string | null
  /** The variable of a catalog file that `apiKey` came from. */
  apiKeyVariable: string | null
  concurrency: number | null
  timeouts: Partial<Timeouts>
  preset: string | null
}

export interface WholeTarget {
  /** The upstream's name. */
  upstream: string
  upstreamModel: string
  priority: number
  weight: number
  enabled: boolean
  context: number | null
  params: TargetLine['params']
}

export interface WholeModel {
  id: string
  enabled: boolean
  aliases: string[]
  name: string
  provider: string | null
  ownedBy: string | string[] | null
  created: number | null
  size: string | null
  field: string | null
  thinking: ModelLine['thinking']
  modes: (typeof modes)[number][]
  context: number | null
  maxOutput: number | null
  capabilities: string[]
  needsUserMessage: boolean
  imageTokens: number
  price: GivenPrice
  fallbacks: string[]
  groups: string[] | null
  auto: ModelLine['auto']
  deprecatedAt: string | null
  sunsetAt: string | null
  successor: string | null
  cache: ModelLine['cache']
  rpm: number | null
  tpm: number | null
  weeklyTokens: number | null
  concurrency: number | null
  targets: WholeTarget[]
}

export interface WholeGroup {
  name: string
  /** Ten-thousandths. */
  multiplier: number
  rpm: number | null
  tpm: number | null
  weeklyTokens: number | null
  concurrency: number | null
  /** Decimals, as a price. */
  spendLimitPerDay: string | null
  spendLimitPerMonth: string | null
  spendLimit: string | null
  selectable: boolean
}

export const newUpstream: Omit<WholeUpstream, 'name'> = {
  enabled: true,
  baseUrl: '',
  protocol: 'openai',
  apiKey: null,
  apiKeyVariable: null,
  concurrency: null,
  timeouts: {},
  preset: null,
}
export const newModel: Omit<WholeModel, 'id' | 'name'> = {
  enabled: true,
  aliases: [],
  provider: null,
  ownedBy: null,
  created: null,
  size: null,
  field: null,
  thinking: null,
  modes: ['chat'],
  context: null,
  maxOutput: null,
  capabilities: [],
  needsUserMessage: false,
  imageTokens: 2000,
  price: {},
  fallbacks: [],
  groups: null,
  auto: [],
  deprecatedAt: null,
  sunsetAt: null,
  successor: null,
  cache: null,
  rpm: null,
  tpm: null,
  weeklyTokens: null,
  concurrency: null,
  targets: [],
}
export const newGroup: Omit<WholeGroup, 'name'> = {
  multiplier: 10_000,
  rpm: null,
  tpm: null,
  weeklyTokens: null,
  concurrency: null,
  spendLimitPerDay: null,
  spendLimitPerMonth: null,
  spendLimit: null,
  selectable: false,
}

/** `input` without the members that were not sent. */
function sent<T extends object>(input: T): Partial<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<T>
}

export function wholeUpstream(input: UpstreamInput, base?: WholeUpstream): WholeUpstream {
  const { apiKey, timeouts, ...rest } = sent(input)
  const whole = { name: '', ...newUpstream, ...base, ...rest }
  if (apiKey !== undefined) {
    whole.apiKey = apiKey || null
    whole.apiKeyVariable = null
  }
  if (timeouts !== undefined) whole.timeouts = sent(timeouts)
  return whole
}

export function wholeModel(input: ModelInput, base?: WholeModel): WholeModel {
  const { mode, price, targets, ...rest } = sent(input)
  const id = base?.id ?? rest.id ?? ''
  const whole: WholeModel = { name: id, ...newModel, ...base, ...rest, id }
  if (mode !== undefined) whole.modes = [...new Set([mode].flat())]
  if (price !== undefined) whole.price = canonicalPrice(sent(price))
  if (targets !== undefined) whole.targets = targets.map((target) => wholeTarget(target, id))
  return whole
}

function wholeTarget(input: TargetInput, id: string): WholeTarget {
  return { upstreamModel: id, priority: 0, weight: 1, enabled: true, context: null, params: null, ...sent(input) } as WholeTarget
}

/** The order of these lists has no meaning. They are sorted, so that equal lists compare equal. */
export const byUpstream = (a: WholeTarget, b: WholeTarget): number =>
  a.upstream < b.upstream
    ? -1
    : a.upstream > b.upstream
      ? 1
      : a.upstreamModel < b.upstreamModel
        ? -1
        : Number(a.upstreamModel > b.upstreamModel)

export function wholeGroup(input: GroupInput, base?: WholeGroup): WholeGroup {
  return { name: '', ...newGroup, ...base, ...sent(input) }
}
