import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AppProviders } from './app-providers'
import { Brand } from './brand'
import { Header } from './header'
import { NavList } from './nav-list'

/** Rail, header, page and the dock where sheets stand beside it. A page's content goes into `.page`, see `Page`. */
export async function Shell({ area, children }: { area: 'portal' | 'admin'; children: ReactNode }) {
  const t = await getTranslations()
  return (
    <AppProviders>
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
