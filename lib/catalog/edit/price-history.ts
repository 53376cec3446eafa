import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import type { GivenPrice } from '../price'
import type { PriceHistory } from '../schema'
import { showPrice } from './show-rows'

const mostVersions = 200

// Who set a price stands in the trail, which the same act writes a moment after the price.
const sql = `
select p.id, p.created_at, p.given, deed.username from price_versions p left join lateral (
    select u.username from audit_entries e left join users u on u.id = e.actor_id
    where e.subject = 'model:' || p.model_id and e.action in ('model.create', 'model.change')
      and e.time between p.created_at - interval '5 s' and p.created_at + interval '5 s'
    order by abs(extract(epoch from e.time - p.created_at)) limit 1) deed on true
where p.model_id = $1 and p.whole_id is null order by p.created_at desc, p.id desc limit ${mostVersions}`

const versionRow = z.object({ id: z.string(), created_at: z.date(), given: z.custom<GivenPrice>(), username: z.string().nullable() })

/** The prices of a model as they were given, the newest first. A call keeps the version with which it began. Throws `not_found`. */
export async function priceHistory(modelId: string): Promise<PriceHistory> {
  const rows = await rowsOf(pool(), versionRow, sql, [modelId])
  if (rows.length === 0) throw fail('not_found')
  return {
    versions: rows.map(({ id, created_at, given, username }) => ({
      ...{ id, since: created_at.toISOString(), by: username },
      price: showPrice(given),
    })),
  }
}
