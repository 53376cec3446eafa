import 'server-only'
import type { CachedAnswer } from '@/lib/answers/cached-answer'
import type { CacheRule } from '@/lib/catalog/entries'
import { fail } from '@/lib/errors'
import { formatNanos } from '@/lib/money'
import type { Signal } from '@/lib/signal'
import type { Admitted } from '../admit/admit-call'
import type { Planned } from '../admit/plan-call'
import type { Reply } from '../call/call'
import { modelHeaders, replyHeaders, sayChosen } from '../reply/headers'
import { settleCall } from '../settle/settle-call'
import { settleFailed } from '../settle/settle-failed'

interface Found {
  kept: CachedAnswer
  /** Seconds. */
  age: number
  rule: CacheRule
}

/** The kept answer once more, for its share of the price. It goes out when its charge is durable. */
export async function cachedReply({ kept, age, rule }: Found, admitted: Admitted<Planned>, signal: Signal): Promise<Reply> {
  const { exchange, resolved } = admitted.plan
  try {
    await admitted.held
    if (signal.aborted) throw fail('client_gone')
    const { chargeNanos } = await settleCall(admitted, {
      served: null,
      cached: { age, share: rule.share },
      usage: () => ({ ...kept.units, estimated: kept.estimated }),
      status: 200,
      errorCode: null,
      attempts: [],
      queueMs: 0,
      ttftMs: null,
      finishReason: kept.finishReason,
    })
    const cost = formatNanos(chargeNanos)
    const headers = replyHeaders(exchange, kept.stream ? 'stream' : 'json')
    Object.assign(headers, modelHeaders(resolved.model), { 'content-type': kept.contentType, 'x-atrium-cache': 'hit', age: String(age) })
    headers['x-atrium-charge'] = cost
    sayChosen(headers, resolved.chosen)
    return { status: 200, headers, body: costing(kept, cost) }
  } catch (error) {
    throw await settleFailed(admitted, error, [])
  }
}

/** The answer's bytes, in which `_cost` is what this call costs. In a text of the answer its quotes would be escaped. */
function costing({ body, contentType, cost: before }: CachedAnswer, cost: string): Buffer {
  const bytes = Buffer.from(body, 'base64')
  if (before === cost || !/^(application\/json|text\/event-stream)/.test(contentType)) return bytes
  const pattern = new RegExp(`"_cost":${before.replaceAll('.', '\\.')}(?=[,}])`, 'g')
  return Buffer.from(bytes.toString('utf8').replace(pattern, `"_cost":${cost}`))
}
