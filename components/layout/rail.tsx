'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Tag } from '@/components/ui/tag'
import { meQuery } from '@/lib/queries/me'
import { adminHomeFor } from './admin-nav'
import { Brand } from './brand'
import { NavList } from './nav-list'

/** The sidebar. Where it is folded (see `folded:` in app/globals.css) screen readers still get its words. */
export function Rail({ area, folded }: { area: 'portal' | 'admin'; folded: boolean }) {
  const t = useTranslations('nav')
  const role = useQuery(meQuery).data?.user.role ?? 'user'
  return (
    <nav
      data-slot="rail"
      data-folded={folded || undefined}
      aria-label={t('main')}
      className="sticky top-0 flex h-screen w-55 flex-col gap-0.5 overflow-y-auto border-r border-line bg-sunken px-2.5 py-3.5 folded:w-14 phone:hidden"
    >
      <Brand href={(area === 'admin' ? adminHomeFor(role) : undefined) ?? '/dashboard'} className="mb-2.5">
        {area === 'admin' && <Tag className="ml-auto folded:hidden">{t('operators')}</Tag>}
      </Brand>
      <NavList area={area} />
    </nav>
  )
}
