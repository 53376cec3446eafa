import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { bannerFor } from '@/lib/announcements/banner-for'
import { currentUser } from '@/lib/auth/current-user'
import { meOf } from '@/lib/http/me'
import { asSent } from '@/lib/json'
import { chooseLocale } from '@/lib/locales'

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (!user) redirect('/login')
  const locale = chooseLocale(await getLocale(), null)
  const [me, banner] = await Promise.all([meOf(user), bannerFor(user, locale)])
  return (
    <Shell area="portal" me={asSent(me)} banner={banner}>
      {children}
    </Shell>
  )
}
