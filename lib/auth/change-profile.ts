import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { tell } from '@/lib/notices/tell'
import { changeMe } from '@/lib/users/change-me'
import type { MeChange } from '@/lib/users/schema'
import { isAnotherEmail } from '@/lib/users/username'
import { refreshUser } from '@/lib/users/users'
import { takeLink } from './link-limits'
import { sendVerification } from './verify-email'

interface ProfileChange {
  userId: number
  change: MeChange
  address: string | undefined
}

/** Changes a user's own profile. A new address is verified by a link, and the one before is told. */
export async function changeProfile({ userId, change, address }: ProfileChange): Promise<void> {
  await transaction(async (tx) => {
    const { before, after } = await changeMe(tx, userId, change)
    if (!isAnotherEmail(before, after)) return
    if (after) {
      takeLink(`verify ${userId}`, address)
      await sendVerification(tx, userId)
    }
    if (before)
      await tell(tx, {
        userId,
        event: 'email_changed',
        values: { email: after ?? '–' },
        href: '/settings',
        key: newId('notice'),
        to: before,
      })
  })
  await refreshUser(userId)
}
