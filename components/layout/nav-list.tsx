'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { adminNav, currentItem, portalNav } from './nav'

export function NavList({ area, onFollow }: { area: 'portal' | 'admin'; onFollow?: () => void }) {
  const t = useTranslations('nav')
  const sections = area === 'admin' ? adminNav : portalNav
  const current = currentItem(sections, usePathname())
  return sections.map((section) => (
    <div key={section.name ?? ''} className="nav-list">
      {section.name !== null && <h2 className="nav-title">{t(section.name)}</h2>}
      {section.items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          className="nav-link"
          aria-current={item === current ? 'page' : undefined}
          onClick={onFollow}
          title={t(item.name)}
        >
          <item.icon size={16} strokeWidth={1.6} aria-hidden />
          {t(item.name)}
        </Link>
      ))}
    </div>
  ))
}
