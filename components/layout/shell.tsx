'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Me } from '@/lib/users/schema'
import { AppProviders } from './app-providers'
import { Brand } from './brand'
import { Header } from './header'
import { NavList } from './nav-list'

/** The frame: sidebar, header, page, and the dock where sheets stand beside it. With `me` the header shows name and balance at once. */
export function Shell({ area, me, children }: { area: 'portal' | 'admin'; me?: Me; children: ReactNode }) {
  const t = useTranslations()
  return (
    <AppProviders me={me}>
      <a href="#content" className="skip">
        {t('common.skipToContent')}
      </a>
      <div className="app">
        <nav className="rail" aria-label={t('nav.main')}>
          <Brand href={area === 'admin' ? '/admin' : '/dashboard'}>
            {area === 'admin' && <span className="tag ml-auto">{t('nav.operators')}</span>}
          </Brand>
          <NavList area={area} />
        </nav>
        <div className="min-w-0">
          <Header area={area} />
          <div className="body">
            <main id="content" className="page" tabIndex={-1}>
              {children}
            </main>
            <div id="dock" className="contents" />
          </div>
        </div>
      </div>
    </AppProviders>
  )
}
