'use client'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Banner } from '@/lib/announcements/schema'
import type { Me } from '@/lib/users/schema'
import { AppProviders } from './app-providers'
import { Header } from './header'
import { Main } from './main'
import { adminNav, currentItem, portalNav } from './nav'
import { Rail } from './rail'

interface Props {
  area: 'portal' | 'admin'
  me?: Me
  banner?: Banner | null
  children: ReactNode
}

// Most days have none.
const AnnouncementBanner = dynamic(() => import('./notices/announcement-banner').then((parts) => parts.AnnouncementBanner))

/** The frame: sidebar, header, page, and the dock where sheets stand beside it. With `me` the header shows name and balance at once. */
export function Shell({ area, me, banner, children }: Props) {
  const t = useTranslations('common')
  const bare = currentItem(area === 'admin' ? adminNav : portalNav, usePathname())?.bare === true
  return (
    <AppProviders me={me}>
      <a href="#content" className="absolute -top-15 left-2 z-50 rounded-sm bg-surface px-3 py-2 focus:top-2">
        {t('skipToContent')}
      </a>
      <div className="grid min-h-screen grid-cols-[auto_minmax(0,1fr)] phone:grid-cols-[minmax(0,1fr)]">
        <Rail area={area} folded={bare} />
        <div className="min-w-0">
          <Header area={area} />
          {banner && !bare && <AnnouncementBanner banner={banner} />}
          <div className="flex min-w-0 items-start">
            <Main bare={bare}>{children}</Main>
            <div id="dock" className="contents" />
          </div>
        </div>
      </div>
    </AppProviders>
  )
}
