import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Brand } from '@/components/layout/brand'
import { LocaleSwitch } from '@/components/layout/locale-switch'
import { siteNav } from '@/components/layout/nav'
import { LinkButton } from '@/components/ui/button'

export async function SiteHeader({ signedIn }: { signedIn: boolean }) {
  const t = await getTranslations()
  return (
    <header className="site-top">
      <div className="site-in">
        <Brand />
        {siteNav.length > 0 && (
          <nav aria-label={t('nav.main')}>
            {siteNav.map((item) => (
              <Link key={item.href} href={item.href}>
                {t(`nav.${item.name}`)}
              </Link>
            ))}
          </nav>
        )}
        <span className="ml-auto" />
        <LocaleSwitch look="button" />
        {signedIn ? (
          <LinkButton href="/dashboard" variant="primary">
            {t('landing.console')}
          </LinkButton>
        ) : (
          <>
            <LinkButton href="/login">{t('landing.signIn')}</LinkButton>
            <LinkButton href="/register" variant="primary">
              {t('landing.register')}
            </LinkButton>
          </>
        )}
      </div>
    </header>
  )
}
