import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import { jobKind } from '@/lib/jobs/job-kind'
import { type Locale, locales, readLocale } from '@/lib/locales'
import { queueMail } from '@/lib/mail/queue-mail'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'
import { findLogin } from '@/lib/users/find-login'
import { emailKey, usernameKey } from '@/lib/users/username'
import { refreshUser } from '@/lib/users/users'
import { takeLink } from './link-limits'
import { accountById, accountOfToken, mailedToken } from './mailed-link'
import { checkNewPassword } from './password-rule'
import { hashPassword } from './passwords'
import { forgetSessions, revokeSessions } from './sessions'

/** The name is looked up by a job, so that the answer takes as long for a name that nobody has. */
export const sendResetJob = jobKind('auth.send_reset', z.strictObject({ name: z.string(), locale: z.enum(locales), key: z.string() }))

/** Asks for a link to set a new password, by user name or e-mail. */
export async function askReset({
  name,
  locale,
  address,
}: {
  name: string
  locale: Locale
  address: string | undefined
}): Promise<undefined> {
  takeLink(`reset ${name.includes('@') ? emailKey(name) : usernameKey(name)}`, address)
  await transaction((tx) => enqueue(tx, sendResetJob, { name, locale, key: newId('mail') }))
  return undefined
}

/** Mails the link, when somebody with an address has that name. */
export async function sendReset({ name, locale, key }: z.output<typeof sendResetJob.input>): Promise<void> {
  const found = await findLogin(name)
  const account = found && (await accountById(pool(), found.id))
  if (!account) return
  await transaction((tx) =>
    queueMail(tx, {
      key: `reset ${key}`,
      to: account.email,
      locale: readLocale(account.locale ?? locale),
      event: 'mail.reset_password',
      values: { username: account.username },
      secretHref: `/reset?token=${mailedToken('reset', account)}`,
      userId: account.id,
    }),
  )
}

interface Reset {
  token: string
  password: string
  actor: Omit<Actor, 'id'>
}

/** Sets a new password by a mailed link, which works once. All sessions end, and the address is the user's own, since the link arrived. */
export async function resetByLink({ token, password, actor }: Reset): Promise<undefined> {
  const { id, email_key, password_hash: before } = await accountOfToken('reset', token)
  checkNewPassword(password, settings().passwordMinLength)
  const passwordHash = await hashPassword(password)
  await transaction(async (tx) => {
    const sql = `update users set password_hash = $2, email_verified_at = coalesce(email_verified_at, now())
      where id = $1 and email_key = $3 and password_hash is not distinct from $4 and enabled`
    if ((await run(tx, sql, [id, passwordHash, email_key, before])) === 0) throw fail('link_invalid')
    await revokeSessions(tx, { userId: id })
    await bump(tx, 'users', id)
    await tell(tx, { userId: id, event: 'password_changed', href: '/settings', key: newId('notice') })
    await audit(tx, { actor: { ...actor, id }, action: 'user.reset_own_password', subject: `user:${id}` })
  })
  forgetSessions()
  await refreshUser(id)
  return undefined
}
