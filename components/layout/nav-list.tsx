'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { meQuery } from '@/lib/queries/me'
import { adminNav, currentItem, portalNav } from './nav'

export function NavList({ area, onFollow }: { area: 'portal' | 'admin'; onFollow?: () => void }) {
  const t = useTranslations('nav')
  const sections = area === 'admin' ? adminNav : portalNav
  const current = currentItem(sections, usePathname())
  const role = useQuery(meQuery).data?.user.role
  const lines = sections.map((section) => (
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
  const across = (href: string, name: 'toPortal' | 'toOperators', Icon: typeof ArrowLeft) => (
    <Link href={href} className="nav-link" onClick={onFollow} title={t(name)}>
      <Icon size={16} strokeWidth={1.6} aria-hidden />
      {t(name)}
    </Link>
  )
  return (
    <>
      {area === 'admin' && across('/dashboard', 'toPortal', ArrowLeft)}
      {lines}
      {area === 'portal' && role !== undefined && role !== 'user' && (
        <div className="nav-across">{across('/admin', 'toOperators', ShieldCheck)}</div>
      )}
    </>
  )
}
