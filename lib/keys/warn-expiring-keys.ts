import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { saidDay } from '@/lib/notices/said'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'

// Keys that live for a day only are meant to end, and one that is not used is not missed.
const soonSql = `
select k.id, k.user_id, k.name, k.expires_at from api_keys k join users u on u.id = k.user_id and u.enabled
  left join notice_choices c on c.user_id = k.user_id
where k.enabled and k.deleted_at is null and k.expires_at > now() and k.expires_at < now() + make_interval(days => coalesce(c.expiry_days, $1::int))
  and k.expires_at - k.created_at > interval '2 days' and k.last_used_at > now() - interval '30 days'
  and not exists (select from notices n where n.user_id = k.user_id and n.event = 'key_expires'
    and n.key = k.id || ' ' || to_char(k.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
limit 1000`

const keyRow = z.object({ id: z.string(), user_id: z.int(), name: z.string(), expires_at: z.date() })

/** Tells users once of each key that will soon expire, and once more when its day was changed. Returns how many were told of. */
export async function warnExpiringKeys(): Promise<number> {
  const soon = await rowsOf(pool(), keyRow, soonSql, [settings().expiryDays])
  for (const { id, user_id, name, expires_at } of soon)
    await transaction((tx) =>
      tell(tx, {
        userId: user_id,
        event: 'key_expires',
        values: { name, date: saidDay(expires_at) },
        href: `/keys?key=${id}`,
        key: `${id} ${expires_at.toISOString()}`,
      }),
    )
  return soon.length
}
