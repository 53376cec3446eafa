import type { ReactNode } from 'react'
import { SiteFooter } from '@/components/site/landing/site-footer'
import { SiteHeader } from '@/components/site/landing/site-header'
import { currentUser } from '@/lib/auth/current-user'

/** The start page has no queries, so it loads none of their providers. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  const signedIn = (await currentUser()) !== null
  return (
    <>
      <SiteHeader signedIn={signedIn} />
      <main id="content">{children}</main>
      <SiteFooter />
    </>
  )
}
