import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import './globals.css'
import { CampusOnly } from '@/components/auth/campus-only'
import { AreaMessages } from '@/components/layout/area-messages'
import { Theme } from '@/components/layout/theme'
import { SiteProvider } from '@/components/ui/site-context'
import { addressOf } from '@/lib/http/peer'
import { onCampus } from '@/lib/settings/campus'
import { readSite } from './read-site'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  const { siteName } = readSite()
  return { title: { default: `${siteName} · ${t('tagline')}`, template: `%s · ${siteName}` }, icons: { icon: '/icon.svg' } }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9fafa' },
    { media: '(prefers-color-scheme: dark)', color: '#101416' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, head] = await Promise.all([getLocale(), headers()])
  return (
    // next-themes sets data-theme before React hydrates, so the attribute differs from the server's.
    <html lang={locale} suppressHydrationWarning>
      <body>
        <Theme nonce={head.get('x-nonce') ?? undefined}>
          <SiteProvider site={readSite()}>
            <AreaMessages areas={[]}>{onCampus('pages', addressOf(head)) ? children : <CampusOnly />}</AreaMessages>
          </SiteProvider>
        </Theme>
      </body>
    </html>
  )
}
