import 'server-only'
import { pool } from '@/lib/db/pool'
import { log } from '@/lib/log'
import { goneSeconds } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { expireGrants } from './expire-grants'
import { chargeFor } from './price'
import { type PriceRow, priceOf } from './price-rows'
import { settle } from './settle'

/** No call runs longer than the longest time that an upstream is given (30 minutes unless an operator says more), and a margin. */
const longestCall = `make_interval(secs => 300 + greatest(1800, (
  select max(greatest((timeouts->>'total')::float8, (timeouts->>'answer')::float8)) from upstreams)))`

interface Orphan extends Partial<PriceRow> {
  id: string
  time: Date
  hold: bigint
  multiplier: number
  journal_input: number
  journal_output: number
  age_ms: number
  priced: boolean
}

// Whoever asks is there, though it may have been too long ago that it could say so (a suspended machine, a database that was away).
const orphanSql = `
select r.id, r.time, r.hold, r.multiplier, r.journal_input, r.journal_output, p.id is not null as priced,
  least(extract(epoch from now() - r.time) * 1000, 2000000000)::int as age_ms, p.input, p.output, p.cached_input, p.cache_write,
  p.reasoning, p.per_request, p.per_image, p.per_minute, p.per_page, p.per_million_characters
from usage_records r left join price_versions p on p.id = r.price_version_id
where r.state = 'held' and (r.time < now() - ${longestCall}
  or not exists (select from processes o where o.id = r.process_id and o.ended_at is null
    and (o.id = $1 or o.heartbeat_at > now() - make_interval(secs => ${goneSeconds}))))
order by r.time, r.id limit 1000`

/** What had reached the caller is charged, and never more than was held; nothing if nothing had. */
function chargeOf(orphan: Orphan): bigint {
  if (!orphan.priced || orphan.journal_output === 0) return 0n
  const units = { inputTokens: orphan.journal_input, cachedTokens: 0, outputTokens: orphan.journal_output, reasoningTokens: 0 }
  const charge = chargeFor(units, priceOf(orphan as PriceRow), orphan.multiplier)
  return charge < orphan.hold ? charge : orphan.hold
}

async function settleOrphan(orphan: Orphan): Promise<void> {
  const delivered = orphan.journal_output > 0
  await settle({
    id: orphan.id,
    time: orphan.time,
    chargeNanos: chargeOf(orphan),
    record: {
      modelUsed: null,
      upstream: null,
      upstreamModel: null,
      attempts: [],
      status: 500,
      errorCode: 'interrupted',
      inputTokens: delivered ? orphan.journal_input : 0,
      cachedTokens: 0,
      outputTokens: orphan.journal_output,
      reasoningTokens: 0,
      estimated: delivered,
      ttftMs: null,
      durationMs: orphan.age_ms,
      queueMs: 0,
      finishReason: null,
    },
  })
}

/** At boot (after `startProcess`) and every 10 s: ends the holds whose process is gone or whose time has passed, and the grants that have expired. Answers how many holds it ended. */
export async function sweep(): Promise<number> {
  let ended = 0
  for (;;) {
    const { rows } = await pool().query<Orphan>(orphanSql, [processId()])
    await Promise.all(rows.map(settleOrphan))
    ended += rows.length
    if (rows.length < 1000) break
  }
  if (ended > 0) log('warn', 'calls of a process that is gone were settled', { calls: ended })
  await expireGrants()
  return ended
}
