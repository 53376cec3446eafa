import 'server-only'
import { longestKept } from '@/lib/answers/kept-for'
import type { CacheRule, Model, Upstream } from '@/lib/catalog/entries'
import { without } from '@/lib/json-object'
import { log } from '@/lib/log'
import { lookupHash } from '@/lib/seal'
import type { Plan, Planned } from '../admit/plan-call'
import { isCacheable } from './cacheable'
import { canonical } from './canonical'

/** How one call uses the response cache. */
export interface CacheUse {
  rule: CacheRule
  /** What its answer is kept under. */
  name: Uint8Array
  /** It takes a kept answer. A caller that says `no-cache` wants a new one, which is kept. */
  reads: boolean
}

/** Undefined for a call that has nothing to do with the cache, as nearly all. Never throws, since the call is admitted. */
export function cacheUseOf(plan: Planned): CacheUse | undefined {
  const { resolved, caller, exchange } = plan
  const rule = resolved.model.cache
  if (!rule || (rule.keys === 'asking' && !caller.key?.cache)) return undefined
  try {
    return withRule(rule, plan)
  } catch (error) {
    log('error', 'a call went past the response cache', { call: exchange.id, error })
    return undefined
  }
}

function withRule(rule: CacheRule, plan: Planned): CacheUse | undefined {
  const { exchange, bodyBytes } = plan
  const control = directivesOf(exchange.headers['cache-control'])
  if (control.includes('no-store') || bodyBytes > longestKept || !isCacheable(plan)) return undefined
  return { rule, name: nameOf(plan, rule), reads: !control.includes('no-cache') }
}

const directivesOf = (header: string | undefined): string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim())

/** Members that callers send for their own accounting, and that change no answer. An answer of Responses repeats them. */
const tagMembers: ReadonlySet<string> = new Set(['user', 'metadata', 'safety_identifier'])

/** Who may be given the answer, where and how it was asked for, what was asked, and of what. It says nothing without SECRET_KEY. */
function nameOf(plan: Planned, { scope }: CacheRule): Uint8Array {
  const { endpoint, at, body, caller, resolved, exchange } = plan
  const owner = scope === 'everyone' ? 'everyone' : caller.user.id
  const form = new URLSearchParams(exchange.route?.query).get('alt')
  const headers = 'request' in plan ? (plan as Plan).request.headers : undefined
  const place = canonical([owner, endpoint.name, at && endpoint.inPath?.(at), form, headers, configured(resolved.model)])
  const asked = endpoint.speaks === 'openai-responses' ? body : without(body, tagMembers)
  return lookupHash('response-cache', `${place}\n${canonical(asked)}`)
}

/**
 * What of a model decides about its answers, their units and their price: an answer from before a change is not found any more. What only
 * decides who answers when (timeouts, fallbacks, limits) is no part of it.
 */
const configured = ({ id, priceVersionId, imagePrices, context, maxOutput, imageTokens, capabilities, targets }: Model) => [
  id,
  priceVersionId,
  imagePrices.map((line) => line.priceVersionId),
  context,
  maxOutput,
  imageTokens,
  capabilities.includes('reasoning'),
  targets.map(({ upstream, upstreamModel, priority, weight, enabled, context: window, params }) => [
    source(upstream),
    upstream.enabled && enabled,
    upstreamModel,
    priority,
    weight,
    window,
    params,
  ]),
]

/** Behind one address the key may choose what a name stands for, so an upstream with another key is another source. */
const source = ({ id, baseUrl, protocol, apiKey, ceiling, usageInChunks }: Upstream) => [
  id,
  baseUrl,
  protocol,
  apiKey,
  ceiling,
  usageInChunks,
]
