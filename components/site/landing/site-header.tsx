import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Brand } from '@/components/layout/brand'
import { LocaleSwitch } from '@/components/layout/locale-switch'
import { siteNav } from '@/components/layout/nav'
import { LinkButton } from '@/components/ui/button'
import { Centred } from './centred'

export async function SiteHeader({ signedIn }: { signedIn: boolean }) {
  const t = await getTranslations()
  return (
    <header className="border-b border-line bg-bg">
      <Centred className="flex h-14 items-center gap-2 phone:h-13 phone:gap-1.5">
        <Brand className="mr-4 -ml-2 phone:mr-auto" />
        {siteNav.length > 0 && (
          <nav aria-label={t('nav.main')} className="flex gap-1 phone:hidden">
            {siteNav.map((item) => (
              <Link key={item.href} href={item.href} className="rounded-sm px-2.5 py-1 text-ink-2 hover:bg-hover hover:text-ink">
                {t(`nav.${item.name}`)}
              </Link>
            ))}
          </nav>
        )}
        <span className="ml-auto phone:hidden" />
        <LocaleSwitch look="button" />
        {signedIn ? (
          <LinkButton href="/dashboard" variant="primary" size="low">
            {t('landing.console')}
          </LinkButton>
        ) : (
          <>
            <LinkButton href="/login" size="low">
              {t('landing.signIn')}
            </LinkButton>
            <LinkButton href="/register" variant="primary" size="low">
              {t('landing.register')}
            </LinkButton>
          </>
        )}
      </Centred>
    </header>
  )
}
