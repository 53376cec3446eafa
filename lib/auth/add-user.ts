import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { grantSignUpBonus } from '@/lib/ledger/wallet/grant-sign-up-bonus'
import { settings } from '@/lib/settings/settings'
import { createUser, type NewUser } from '@/lib/users/create-user'
import { sendVerification } from './verify-email'

/** Creates a user with a wallet and the current sign-up bonus, in one transaction, and asks for a proof of the address. */
export async function addUser(tx: Tx, user: NewUser): Promise<{ id: number; walletId: number }> {
  const made = await createUser(tx, user)
  await grantSignUpBonus(tx, made.walletId, settings().signUpBonus)
  if (user.email) await sendVerification(tx, made.id)
  return made
}
