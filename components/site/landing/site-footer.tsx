import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { siteNav } from '@/components/layout/nav'
import { Centred } from './centred'

export async function SiteFooter() {
  const t = await getTranslations()
  return (
    <footer className="border-t border-line text-[12.5px] text-ink-2">
      <Centred className="flex flex-wrap gap-x-5 gap-y-2 pt-5 pb-7">
        {siteNav.map((item) => (
          <Link key={item.href} href={item.href} className="hover:text-ink">
            {t(`nav.${item.name}`)}
          </Link>
        ))}
        <span className="ml-auto">{t('landing.footer')}</span>
      </Centred>
    </footer>
  )
}
