import 'server-only'
import { randomInt } from 'node:crypto'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'
import { findLogin } from '@/lib/users/find-login'
import { lockSubject } from '@/lib/users/lock-subject'
import type { Role } from '@/lib/users/roles'
import { checkNewPassword } from './password-rule'
import { hashPassword } from './passwords'
import { forgetSessions, revokeSessions } from './sessions'
import { confirmPassword, type Source } from './sign-in'

async function store(tx: Tx, userId: number, passwordHash: string, keep: string | null): Promise<void> {
  await run(tx, 'update users set password_hash = $2 where id = $1', [userId, passwordHash])
  await revokeSessions(tx, { userId, except: keep })
  await tell(tx, { userId, event: 'password_changed', href: '/settings', key: newId('notice') })
}

export interface OwnPassword extends Source {
  userId: number
  current: string
  password: string
  /** The session that stays signed in. All others end. */
  sessionId: string | null
  actor: Actor
}

export async function changeOwnPassword({ userId, current, password, sessionId, actor, ...source }: OwnPassword): Promise<void> {
  checkNewPassword(password, settings().passwordMinLength)
  await confirmPassword(userId, current, source, 'current')
  if (password.normalize('NFKC') === current.normalize('NFKC')) throw fail('invalid_request', { fields: { password: 'same_password' } })
  const passwordHash = await hashPassword(password)
  await transaction(async (tx) => {
    await store(tx, userId, passwordHash, sessionId)
    await audit(tx, { actor, action: 'user.change_password', subject: `user:${userId}` })
  })
  forgetSessions()
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
/** A password that is easy to read out: 80 bits in four groups. */
const newPassword = () =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('')).join('-')

/** Sets a new password for another user and returns it once. That user is signed out everywhere. */
export async function resetPassword({ id, actor }: { id: number; actor: Actor & { role: Role } }): Promise<string> {
  const password = newPassword()
  const passwordHash = await hashPassword(password)
  await transaction(async (tx) => {
    await lockSubject(tx, id, actor.role)
    await store(tx, id, passwordHash, null)
    await audit(tx, { actor, action: 'user.reset_password', subject: `user:${id}` })
  })
  forgetSessions()
  return password
}

/** Does the same from the command line, by user name or e-mail. */
export async function resetPasswordOf(name: string): Promise<string> {
  const found = await findLogin(name)
  if (!found) throw fail('not_found', { message: `There is no user ${name}.` })
  return resetPassword({ id: found.id, actor: { id: null, role: 'owner' } })
}
