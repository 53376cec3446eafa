import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { siteNav } from '@/components/layout/nav'

export async function SiteFooter() {
  const t = await getTranslations()
  return (
    <footer className="site-end">
      <div className="site-in">
        {siteNav.map((item) => (
          <Link key={item.href} href={item.href} className="hover:text-ink">
            {t(`nav.${item.name}`)}
          </Link>
        ))}
        <span className="ml-auto">{t('landing.footer')}</span>
      </div>
    </footer>
  )
}
