import { pool } from '../../lib/db/pool.ts'
import { transaction } from '../../lib/db/transaction.ts'
import { tell } from '../../lib/notices/tell.ts'

/** What the bell of the first users tells. */
export async function addNews(userIds: number[]): Promise<void> {
  await transaction(async (tx) => {
    for (const userId of userIds) {
      await tell(tx, { userId, event: 'email_changed', values: { email: 'lab@campus.example' }, href: '/settings', key: 'demo' })
      await tell(tx, { userId, event: 'password_changed', href: '/settings', key: 'demo' })
    }
  })
  await pool().query(
    "update notices set created_at = now() - interval '3 days', read_at = now() - interval '2 days' where key = 'demo' and event = 'email_changed'",
  )
  await pool().query("update notices set created_at = now() - interval '40 minutes' where key = 'demo' and event = 'password_changed'")
}

/** Dates the mails as their users, and lets most of them have arrived. */
export async function settleOutbox(): Promise<void> {
  await pool().query(`update users set email_verified_at = created_at + interval '5 minutes' where email is not null and id % 4 <> 0`)
  await pool().query(`
    update mails m set created_at = n.at, state = n.state, tries = case when n.state = 'kept' then 0 else 1 end,
      sent_at = case when n.state = 'sent' then n.at + interval '2 seconds' end,
      sealed = case when n.state = 'sent' then null else sealed end,
      error = case when n.state = 'failed' then 'Can''t send mail - all recipients were rejected: 550 5.1.1 No such user' end
    from (
      select m.id, case row_number() over (order by m.id desc) when 2 then 'kept' when 5 then 'failed' else 'sent' end as state,
        case when m.event = 'mail.verify_email' then u.created_at else now() - interval '40 minutes' end as at
      from mails m left join users u on u.id = m.user_id where m.state = 'kept') n
    where m.id = n.id`)
}
