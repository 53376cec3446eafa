import { unitNames, unitTable } from '@/lib/units'

/** Records of before say one request each, of which their hours say nothing. */
const counted = unitNames.filter((unit) => unit !== 'requests')
const units = counted.map((unit) => `coalesce(${unitTable[unit].column}, 0)::bigint`).join(' + ')

// A record without a number was counted in the cluster from which the database was restored. Before the roll-up has numbered the records of
// such a database anew, nothing is known of what was counted. Of a month that was closed only the sums are left.
export const verifyHours: Record<string, string> = {
  'hourly sums are not those of the records that were counted': `
    with mark as (
      select regexp_replace(value, '.*:', '')::bigint as since from facts cross join pg_control_system() c
      where name = 'usage_rolled_xid' and (value not like '%:%' or value like c.system_identifier || ':%')),
    counted as (
      select user_id, date_trunc('hour', time, 'UTC') as hour, coalesce(model_used, model) as model, coalesce(key_id, '') as key_id,
        count(*) as calls, sum(charge) as charge, sum(${units}) as units
      from usage_records cross join mark where settled_xid is null or settled_xid < since group by 1, 2, 3, 4),
    hours as (select user_id, hour, model, key_id, calls, charge, ${units} as units from usage_hours)
    select concat_ws(' ', 'user', user_id, hour, model, key_id, what) as id, coalesce(expected, 0) as expected, coalesce(found, 0) as found
    from mark cross join (counted c full join hours h using (user_id, hour, model, key_id))
    cross join lateral (values ('calls', c.calls, h.calls), ('charge', c.charge, h.charge), ('units', c.units, h.units)) v(what, expected, found)
    where coalesce(expected, 0) <> coalesce(found, 0) and not exists (
      select from audit_entries where action = 'wallet.close_month' and subject = 'month:' || to_char(hour at time zone 'UTC', 'YYYY-MM'))`,
}
