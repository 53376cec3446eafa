import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { databaseNow } from '@/lib/db/clock'
import { pool } from '@/lib/db/pool'
import { type On, rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { lookupHash } from '@/lib/seal'

const hourMs = 3_600_000
/** How long a link of each kind may be used. */
const lasts = { verify: 24 * hourMs, reset: hourMs }
export type LinkKind = keyof typeof lasts

const accountRow = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string(),
  email_key: z.string(),
  password_hash: z.string().nullable(),
  locale: z.string().nullable(),
})
export type Account = z.infer<typeof accountRow>

/** The user whom a link may be mailed to. */
export async function accountById(on: On, id: number): Promise<Account | undefined> {
  const sql = 'select id, username, email, email_key, password_hash, locale from users where id = $1 and email is not null and enabled'
  return (await rowsOf(on, accountRow, sql, [id]))[0]
}

/** What a link is for and what it changes: once that is changed, or changes otherwise, the link is worth nothing. */
function signature(kind: LinkKind, { id, email_key, password_hash }: Account, until: number): Buffer {
  const changes = kind === 'reset' ? [email_key, password_hash] : [email_key]
  return Buffer.from(lookupHash('mailed-link', JSON.stringify([kind, id, until, ...changes])))
}

/** The token of a new link. It needs no row, because it is signed. */
export function mailedToken(kind: LinkKind, account: Account, now = databaseNow()): string {
  const until = Math.floor(now) + lasts[kind]
  return `${account.id}.${until.toString(36)}.${signature(kind, account, until).toString('base64url')}`
}

/** The user of a token that may be used now. Throws `link_invalid` for every other. */
export async function accountOfToken(kind: LinkKind, token: string, now = databaseNow()): Promise<Account> {
  const [, id = '', time = '', signed = ''] = /^(\d{1,9})\.([0-9a-z]{1,11})\.([\w-]{43})$/.exec(token) ?? []
  const until = Number.parseInt(time, 36)
  const account = until > now ? await accountById(pool(), Number(id)) : undefined
  if (!account || !timingSafeEqual(signature(kind, account, until), Buffer.from(signed, 'base64url'))) throw fail('link_invalid')
  return account
}
