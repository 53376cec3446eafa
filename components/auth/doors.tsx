import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { LocaleSwitch } from '@/components/layout/locale-switch'

/** The frame of login, registration and setup. `end` says whom to ask when signing in fails. */
export async function Doors({ end = true, children }: { end?: boolean; children: ReactNode }) {
  const t = await getTranslations('auth')
  return (
    <div className="doors">
      <header className="doors-top">
        <Brand />
        <span className="ml-auto" />
        <LocaleSwitch look="button" />
      </header>
      <main className="doors-ground">{children}</main>
      <footer className="doors-end">{end ? t('trouble') : '\u00a0'}</footer>
    </div>
  )
}
