import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { LocaleSwitch } from '@/components/layout/locale-switch'
import { Ground } from './ground'

/** The frame of login, registration and setup. `end` says whom to ask when signing in fails. */
export async function Doors({ end = true, children }: { end?: boolean; children: ReactNode }) {
  const t = await getTranslations('auth')
  return (
    <div className="grid min-h-dvh grid-rows-[auto_minmax(0,1fr)_auto]">
      <header className="flex h-14 items-center gap-2 pr-6 pl-4 phone:h-13 phone:px-2">
        <Brand className="mr-auto" />
        <LocaleSwitch look="button" />
      </header>
      <Ground>{children}</Ground>
      <footer className="px-6 pt-4.5 pb-6 text-center text-[12.5px] text-ink-2">{end ? t('trouble') : '\u00a0'}</footer>
    </div>
  )
}
