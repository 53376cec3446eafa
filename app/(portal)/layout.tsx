import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { currentUser } from '@/lib/auth/current-user'
import { meOf } from '@/lib/http/me'
import type { Me } from '@/lib/queries/me'

/** Converts to the JSON form that the browser's queries expect: dates as text, exact amounts as numbers. */
const inJson = <Answer,>(value: unknown) => JSON.parse(JSON.stringify(value)) as Answer

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (!user) redirect('/login')
  const me = inJson<Me>(await meOf(user))
  return (
    <Shell area="portal" me={me}>
      {children}
    </Shell>
  )
}
