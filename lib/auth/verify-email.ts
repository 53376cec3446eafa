import 'server-only'
import { bump } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { readLocale } from '@/lib/locales'
import { queueMail } from '@/lib/mail/queue-mail'
import { refreshUser } from '@/lib/users/users'
import { mayMailLink, takeLink } from './link-limits'
import { accountById, accountOfToken, mailedToken } from './mailed-link'

/** Mails a link by which the user proves that their address is theirs, unless it got many of late. */
export async function sendVerification(tx: Tx, userId: number): Promise<void> {
  const account = await accountById(tx, userId)
  if (!account || !mayMailLink(account.email)) return
  await queueMail(tx, {
    key: `verify ${newId('mail')}`,
    to: account.email,
    locale: readLocale(account.locale),
    event: 'mail.verify_email',
    values: { username: account.username },
    secretHref: `/verify?token=${mailedToken('verify', account)}`,
    userId,
  })
}

/** Mails it again, for a user who asks. */
export async function askVerification({ userId, address }: { userId: number; address: string | undefined }): Promise<undefined> {
  takeLink(`verify ${userId}`, address)
  await transaction((tx) => sendVerification(tx, userId))
  return undefined
}

/** Takes the address that a link was mailed to as the user's own. Doing so again changes nothing. */
export async function verifyEmail(token: string): Promise<{ email: string }> {
  const { id, email, email_key } = await accountOfToken('verify', token)
  await transaction(async (tx) => {
    const sql = 'update users set email_verified_at = coalesce(email_verified_at, now()) where id = $1 and email_key = $2'
    if ((await run(tx, sql, [id, email_key])) === 0) throw fail('link_invalid')
    await bump(tx, 'users', id)
  })
  await refreshUser(id)
  return { email }
}
