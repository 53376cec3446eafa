import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { Main } from '@/components/layout/main'
import { MemberShell } from '@/components/layout/member-shell'
import { SiteFooter } from '@/components/site/landing/site-footer'
import { SiteHeader } from '@/components/site/landing/site-header'
import { currentUser } from '@/lib/auth/current-user'
import { meOf } from '@/lib/http/me'
import { asSent } from '@/lib/json'

/** Pages that are open to everybody. Who is signed in reads them inside the portal's frame. */
export default async function OpenLayout({ children }: { children: ReactNode }) {
  const user = await currentUser()
  if (user)
    return (
      <MemberShell area="portal" me={asSent(await meOf(user))}>
        {children}
      </MemberShell>
    )
  return (
    <NuqsAdapter>
      <SiteHeader signedIn={false} />
      <Main className="mx-auto min-h-[70dvh] w-full max-w-290">{children}</Main>
      <SiteFooter />
    </NuqsAdapter>
  )
}
