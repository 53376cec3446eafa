import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { noteInvitation } from '@/lib/referrals/note-invitation'
import { onCampus } from '@/lib/settings/campus'
import { settings } from '@/lib/settings/settings'
import { checkFree } from '@/lib/users/create-user'
import { refreshUser } from '@/lib/users/users'
import { addUser } from './add-user'
import { checkNewPassword } from './password-rule'
import { hashPassword } from './passwords'
import { openSession, type SignedIn, type Source } from './sign-in'

export interface Registration extends Source {
  username: string
  password: string
  email?: string | undefined
  /** An operators' invite code, where one is needed, or the code of a user who invited this one. */
  code?: string | undefined
  locale?: string | null
}

function checkAllowed({ code, address }: Registration): void {
  const { registration, inviteCodes } = settings()
  if (registration === 'closed') throw fail('registration_closed')
  if (!onCampus('registration', address)) throw fail('campus_only')
  if (registration === 'invite' && !inviteCodes.includes(code?.trim() ?? ''))
    throw fail('invite_needed', { fields: { referral_code: 'invite_needed' } })
}

/**
 * Registers a user: user, wallet, sign-up bonus and who invited them in one transaction, and then a session. While an invite is needed, only
 * an operators' code lets somebody in; a user's code may be claimed afterwards.
 */
export async function register(given: Registration): Promise<SignedIn> {
  checkAllowed(given)
  checkNewPassword(given.password, settings().passwordMinLength)
  await checkFree(given)
  const passwordHash = await hashPassword(given.password)
  const { username, email, code, locale = null } = given
  const { id } = await transaction(async (tx) => {
    const added = await addUser(tx, { username, email, locale, passwordHash })
    if (code) await noteInvitation(tx, { userId: added.id, code })
    return added
  })
  await refreshUser(id)
  return openSession(id, given)
}
