import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { currentUser } from '@/lib/auth/current-user'
import { meOf } from '@/lib/http/me'
import type { Me } from '@/lib/users/schema'

/** Converts to the JSON form that the browser's queries expect: exact amounts as numbers. */
const inJson = (value: Me) => JSON.parse(JSON.stringify(value)) as Me

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (!user) redirect('/login')
  const me = inJson(await meOf(user))
  return (
    <Shell area="portal" me={me}>
      {children}
    </Shell>
  )
}
