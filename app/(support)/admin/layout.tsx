import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { currentUser } from '@/lib/auth/current-user'
import { meOf } from '@/lib/http/me'
import { asSent } from '@/lib/json'
import { atLeast } from '@/lib/users/roles'

/** The operators' pages that support may use too. All others are below app/(admin), which does not let support in. */
export default async function SupportLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (!user) redirect('/login?next=/admin/tickets')
  if (!atLeast(user.role, 'support')) notFound()
  return (
    <Shell area="admin" me={asSent(await meOf(user))}>
      {children}
    </Shell>
  )
}
