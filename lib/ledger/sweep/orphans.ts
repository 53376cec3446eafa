import 'server-only'
import * as z from 'zod'
import { toPrice } from '@/lib/catalog/price'
import { rowsOf } from '@/lib/db/rows'
import { vitalPool } from '@/lib/db/vital-pool'
import { goneSeconds, mayJudgeOthers } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { noUnits, type Units } from '@/lib/units'
import { chargeFor } from '../price'
import { priceColumns, priceRow } from '../price-rows'
import { isOpenHere, type OpenHold, openHold, openIds, uncertainGroups } from '../turn/open-holds'
import { startText } from '../turn/record-text'
import { type HoldRequest, nothingUsed } from '../turn/records'
import type { CallEnd } from '../turn/turn-parameters'

/** A call that is held and that no process will settle any more. */
const orphanRow = priceRow.extend({
  group_id: z.string(),
  process_id: z.string(),
  id: z.string(),
  time: z.date(),
  user_id: z.int(),
  wallet_id: z.int(),
  key_id: z.string().nullable(),
  limit_ids: z.string().nullable(),
  key_name: z.string().nullable(),
  group_name: z.string(),
  endpoint: z.string(),
  protocol: z.string(),
  model: z.string(),
  stream: z.boolean(),
  address: z.string().nullable(),
  client_request_id: z.string().nullable(),
  price_version_id: z.string().nullable(),
  multiplier: z.int(),
  hold: z.bigint(),
  journal_input: z.int(),
  journal_output: z.int(),
  journal_price: z.string().nullable(),
  age_ms: z.int(),
  priced: z.boolean(),
  /** This process itself has ended. */
  over: z.boolean(),
})
export type Orphan = z.infer<typeof orphanRow>

/** The most orphans that one statement settles. */
export const mostOrphans = 200

// The process that asks is alive, even if its last heartbeat is too old (a suspended machine, a database that was away), and knows which of
// its own calls it still has to end. Only the database's own times decide; a record's time comes from its process and only orders the rows.
const orphanSql = `
select h.*, p.id is not null as priced, not exists (select from processes q where q.id = $1 and q.ended_at is null) as over,
  ${priceColumns('p')},
  least(greatest(extract(epoch from now() - h.time) * 1000, 0), 2000000000)::int as age_ms
from (
  select o.*, coalesce((j.calls->o.id->>0)::int, 0) as journal_input, coalesce((j.calls->o.id->>1)::int, 0) as journal_output,
    j.calls->o.id->>2 as journal_price
  from open_holds o left join stream_journals j on j.process_id = o.process_id) h
left join price_versions p on p.id = coalesce(h.journal_price, h.price_version_id)
where (h.time, h.id) > ($2::timestamptz, $3::text) and (h.id = any($4::text[]) or (h.process_id = $1 and h.id <> all($6::text[]))
  or not exists (select from processes q where q.id = h.process_id and q.ended_at is null
    and (q.id = $1 or not $5::boolean or q.heartbeat_at > now() - make_interval(secs => ${goneSeconds}))))
order by h.time, h.id limit ${mostOrphans}`

/**
 * Finds the calls whose process is gone, the named ones, and those of this process that it does not know (of an admission or a settlement
 * whose outcome it could not learn), after this one; the longest waiting first.
 */
export async function orphansAfter(after: Pick<Orphan, 'id' | 'time'> | undefined, overdue: string[]): Promise<Orphan[]> {
  const place = [after?.time.toISOString() ?? '-infinity', after?.id ?? '']
  const uncertain = uncertainGroups()
  const rows = await rowsOf(vitalPool(), orphanRow, orphanSql, [processId(), ...place, overdue, mayJudgeOthers(), openIds()])
  const late = new Set(overdue)
  // An own call may have been admitted while the rows were read.
  const unknown = (row: Orphan) => !uncertain.has(row.group_id) && !isOpenHere(row)
  return rows.filter((row) => row.process_id !== processId() || late.has(row.id) || row.over || unknown(row))
}

/** What had reached the caller; nothing was used if nothing had. */
const unitsOf = ({ journal_input, journal_output }: Orphan): Units =>
  journal_output > 0 ? { ...noUnits, inputTokens: journal_input, outputTokens: journal_output, requests: 1 } : noUnits

/** Never more than was held. */
function chargeOf(orphan: Orphan): bigint {
  if (!orphan.priced) return 0n
  const charge = chargeFor(unitsOf(orphan), toPrice(orphan), orphan.multiplier)
  return charge < orphan.hold ? charge : orphan.hold
}

function holdOf(orphan: Orphan): OpenHold {
  const request: HoldRequest = {
    id: orphan.id,
    time: orphan.time,
    userId: orphan.user_id,
    walletId: orphan.wallet_id,
    keyId: orphan.key_id,
    limitIds: orphan.limit_ids?.split(' ') ?? [],
    holdNanos: orphan.hold,
    record: {
      endpoint: orphan.endpoint,
      protocol: orphan.protocol,
      model: orphan.model,
      group: orphan.group_name,
      stream: orphan.stream,
      address: orphan.address,
      clientRequestId: orphan.client_request_id,
      keyName: orphan.key_name,
      priceVersionId: orphan.price_version_id,
      multiplier: orphan.multiplier,
    },
  }
  return { request, start: startText(request), since: 0, group: undefined, settling: undefined }
}

export const endOf = (orphan: Orphan): CallEnd => ({
  hold: openHold(orphan.id) ?? holdOf(orphan),
  chargeNanos: chargeOf(orphan),
  record: {
    ...nothingUsed,
    status: 500,
    errorCode: 'interrupted',
    units: unitsOf(orphan),
    estimated: orphan.journal_output > 0,
    durationMs: orphan.age_ms,
    ...(orphan.journal_price !== null && { priceVersionId: orphan.journal_price }),
  },
})
