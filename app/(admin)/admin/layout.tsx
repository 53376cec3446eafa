import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { currentUser } from '@/lib/auth/current-user'
import { atLeast } from '@/lib/users/roles'

/** Operators only; to everybody else these pages do not exist. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (!user) redirect('/login?next=/admin')
  if (!atLeast(user.role, 'operator')) notFound()
  return <Shell area="admin">{children}</Shell>
}
