import 'server-only'
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { type On, rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { open, seal } from '@/lib/seal'
import type { NoticeChange } from './schema'
import { mayBeCalled } from './webhook-address'

const choiceRow = z.object({
  mail: z.boolean(),
  low_balance: z.bigint().nullable(),
  expiry_days: z.int().nullable(),
  webhook_url: z.string().nullable(),
  webhook_secret: z.instanceof(Uint8Array).nullable(),
})
const columns = 'mail, low_balance, expiry_days, webhook_url, webhook_secret'

export interface NoticeChoices {
  mail: boolean
  /** In nanos; null: what the settings say. */
  lowBalance: bigint | null
  /** null: what the settings say. */
  expiryDays: number | null
  webhook: { url: string; secret: string } | null
}

/** How a user wants to be told. */
export async function noticeChoices(userId: number, on: On = pool()): Promise<NoticeChoices> {
  const [row] = await rowsOf(on, choiceRow, `select ${columns} from notice_choices where user_id = $1`, [userId])
  return {
    mail: row?.mail ?? true,
    lowBalance: row?.low_balance ?? null,
    expiryDays: row?.expiry_days ?? null,
    webhook:
      row?.webhook_url && row.webhook_secret
        ? { url: row.webhook_url, secret: open('webhook', `user:${userId}`, row.webhook_secret) }
        : null,
  }
}

/** Members that are not given stay. */
export async function changeNoticeChoices(userId: number, { mail, lowBalance, expiryDays }: NoticeChange): Promise<void> {
  await run(
    pool(),
    `insert into notice_choices (user_id, mail, low_balance, expiry_days) values ($1, coalesce($2, true), $3, $4)
     on conflict (user_id) do update set mail = coalesce($2, notice_choices.mail),
       low_balance = coalesce($3, notice_choices.low_balance), expiry_days = coalesce($4, notice_choices.expiry_days)`,
    [userId, mail ?? null, lowBalance ?? null, expiryDays ?? null],
  )
}

/**
 * Sets where a user's notices are sent, with a new secret that signs them. The secret is shown this once. Throws `invalid_request` at `url`
 * for an address that users may not have called.
 */
export async function setWebhook(actor: Actor & { id: number }, url: string): Promise<{ url: string; secret: string }> {
  if (!mayBeCalled(url)) throw fail('invalid_request', { fields: { url: 'webhook_url' } })
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  await transaction(async (tx) => {
    await run(
      tx,
      `insert into notice_choices (user_id, webhook_url, webhook_secret) values ($1, $2, $3)
       on conflict (user_id) do update set webhook_url = $2, webhook_secret = $3`,
      [actor.id, url, seal('webhook', `user:${actor.id}`, secret)],
    )
    await writeDown(tx, actor, new URL(url).origin)
  })
  return { url, secret }
}

export async function removeWebhook(actor: Actor & { id: number }): Promise<void> {
  await transaction(async (tx) => {
    const gone = await run(
      tx,
      'update notice_choices set webhook_url = null, webhook_secret = null where user_id = $1 and webhook_url is not null',
      [actor.id],
    )
    if (gone > 0) await writeDown(tx, actor, null)
  })
}

/** An address may hold a secret in its path, so the trail has its origin only. */
const writeDown = (tx: Tx, actor: Actor & { id: number }, webhook: string | null) =>
  audit(tx, { actor, action: 'user.webhook', subject: `user:${actor.id}`, after: { webhook } })
