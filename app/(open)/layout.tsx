import { getLocale } from 'next-intl/server'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { Main } from '@/components/layout/main'
import { MemberShell } from '@/components/layout/member-shell'
import { SiteFooter } from '@/components/site/landing/site-footer'
import { SiteHeader } from '@/components/site/landing/site-header'
import { bannerFor } from '@/lib/announcements/banner-for'
import { currentUser } from '@/lib/auth/current-user'
import { meOf } from '@/lib/http/me'
import { asSent } from '@/lib/json'
import { chooseLocale } from '@/lib/locales'

/** Pages that are open to everybody. Who is signed in reads them inside the portal's frame. */
export default async function OpenLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (user) {
    const locale = chooseLocale(await getLocale(), null)
    const [me, banner] = await Promise.all([meOf(user), bannerFor(user, locale)])
    return (
      <MemberShell area="portal" me={asSent(me)} banner={banner}>
        {children}
      </MemberShell>
    )
  }
  return (
    <NuqsAdapter>
      <SiteHeader signedIn={false} />
      <Main className="mx-auto min-h-[70dvh] w-full max-w-290">{children}</Main>
      <SiteFooter />
    </NuqsAdapter>
  )
}
