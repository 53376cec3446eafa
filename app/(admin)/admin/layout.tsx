import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { currentUser } from '@/lib/auth/current-user'
import { meOf } from '@/lib/http/me'
import { asSent } from '@/lib/json'
import { atLeast } from '@/lib/users/roles'

/** These pages are for operators. Everybody else gets 404, so that they do not learn that the pages exist. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (!user) redirect('/login?next=/admin')
  if (!atLeast(user.role, 'operator')) notFound()
  return (
    <Shell area="admin" me={asSent(await meOf(user))}>
      {children}
    </Shell>
  )
}
