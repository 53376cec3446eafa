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
import { nothingUsed, type Settlement } from './records'

/** A call that is held and that no process will settle any more. */
const orphanRow = priceRow.extend({
  id: z.string(),
  time: z.date(),
  wallet_id: z.int(),
  hold: z.bigint(),
  multiplier: z.int(),
  journal_input: z.int(),
  journal_output: z.int(),
  age_ms: z.int(),
  priced: z.boolean(),
})
export type Orphan = z.infer<typeof orphanRow>

/** The most orphans that one statement settles. */
export const mostOrphans = 200

// The process that asks is alive, even if its last heartbeat is too old (a suspended machine, a database that was away). Only the
// database's own times decide; a record's time comes from its process and only orders the rows.
const orphanSql = `
select r.id, r.time, r.wallet_id, r.hold, r.multiplier, r.journal_input, r.journal_output, p.id is not null as priced,
  least(greatest(extract(epoch from now() - r.time) * 1000, 0), 2000000000)::int as age_ms, ${priceColumns('p')}
from usage_records r left join price_versions p on p.id = r.price_version_id
where r.state = 'held' and (r.time, r.id) > ($2::timestamptz, $3::text) and (r.id = any($4::text[])
  or not exists (select from processes o where o.id = r.process_id and o.ended_at is null
    and (o.id = $1 or not $5::boolean or o.heartbeat_at > now() - make_interval(secs => ${goneSeconds}))))
order by r.time, r.id limit ${mostOrphans}`

/** Finds the calls whose process is gone, and the named ones, after this one; the longest waiting first. */
export async function orphansAfter(after: Pick<Orphan, 'id' | 'time'> | undefined, overdue: string[]): Promise<Orphan[]> {
  const place = [after?.time.toISOString() ?? '-infinity', after?.id ?? '']
  return rowsOf(vitalPool(), orphanRow, orphanSql, [processId(), ...place, overdue, mayJudgeOthers()])
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

export const endOf = (orphan: Orphan): Settlement => ({
  id: orphan.id,
  time: orphan.time,
  chargeNanos: chargeOf(orphan),
  record: {
    ...nothingUsed,
    status: 500,
    errorCode: 'interrupted',
    units: unitsOf(orphan),
    estimated: orphan.journal_output > 0,
    durationMs: orphan.age_ms,
  },
})
