import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { currentUser } from '@/lib/auth/current-user'

export default async function PortalLayout({ children }: { children: ReactNode }) {
  if (!(await currentUser())) redirect('/login')
  return <Shell area="portal">{children}</Shell>
}
