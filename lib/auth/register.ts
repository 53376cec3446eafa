import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
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

/** Registers a user: user, wallet and sign-up bonus in one transaction, and then a session. */
export async function register(given: Registration): Promise<SignedIn> {
  checkAllowed(given)
  checkNewPassword(given.password, settings().passwordMinLength)
  await checkFree(given)
  const passwordHash = await hashPassword(given.password)
  const { username, email, locale = null } = given
  const { id } = await transaction((tx) => addUser(tx, { username, email, locale, passwordHash }))
  await refreshUser(id)
  return openSession(id, given)
}
