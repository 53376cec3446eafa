'use client'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ArrowLeft, type LucideIcon, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Tag } from '@/components/ui/tag'
import { meQuery } from '@/lib/queries/me'
import type { Me } from '@/lib/users/schema'
import { adminHomeFor, adminNavFor } from './admin-nav'
import { LinkPending } from './link-pending'
import { currentItem, type NavItem, type NavSection, portalNav } from './nav'

interface Props {
  area: 'portal' | 'admin'
  /** in the drawer of phones: bigger lines, and what to do when one is followed */
  drawer?: boolean
  onFollow?: () => void
}

/** The lines of the sidebar, with the way between the portal and the operators' pages. */
export function NavList({ area, ...look }: Props) {
  const me = useQuery(meQuery).data
  const role = me?.user.role ?? 'user'
  const sections = area === 'admin' ? adminNavFor(role) : portalNav
  const current = currentItem(sections, usePathname())
  const adminHome = adminHomeFor(role)
  return (
    <>
      {area === 'admin' && <NavLink href="/dashboard" name="toPortal" icon={ArrowLeft} {...look} />}
      {sections.map((section) => (
        <Section key={section.name ?? ''} name={section.name}>
          {section.items.map((item) => (
            <NavLink key={item.href} {...item} current={item === current} count={countOf(item, me)} {...look} />
          ))}
        </Section>
      ))}
      {area === 'portal' && adminHome !== undefined && (
        <div className="mt-3.5 border-t border-line pt-2">
          <NavLink href={adminHome} name="toOperators" icon={ShieldCheck} {...look} />
        </div>
      )}
    </>
  )
}

/** How much waits behind a line: for operators what they decide or answer, for users the answers that they have not seen. */
const countOf = ({ name, waits }: NavItem, me: Me | undefined): number | undefined =>
  name === 'tickets' ? me?.unreadTickets : waits?.reduce((sum, kind) => sum + (me?.waiting?.[kind] ?? 0), 0)

function Section({ name, children }: Pick<NavSection, 'name'> & { children: ReactNode }) {
  const t = useTranslations('nav')
  return (
    <div className="flex flex-col gap-0.5">
      {name !== null && (
        <h2 className="px-2 pt-3.5 pb-1 text-[12px]/4 font-normal text-ink-2 folded:m-2 folded:border-t folded:border-line folded:p-0">
          <span className="folded:sr-only">{t(name)}</span>
        </h2>
      )}
      {children}
    </div>
  )
}

interface LinkProps extends Omit<Props, 'area'> {
  href: string
  name: string
  icon: LucideIcon
  current?: boolean
  /** how much waits there; none is not shown */
  count?: number | undefined
}

function NavLink({ href, name, icon: Icon, current, count = 0, drawer, onFollow }: LinkProps) {
  const t = useTranslations('nav')
  return (
    <Link
      href={href}
      // A prefetch would bring no data and no script of the page, and there are a dozen lines.
      prefetch={false}
      aria-current={current ? 'page' : undefined}
      onClick={onFollow}
      title={t(name)}
      className={clsx(
        'flex items-center gap-[9px] rounded-sm border px-[7px] folded:justify-center folded:px-0',
        current ? 'border-line bg-surface font-medium' : 'border-transparent text-ink-2 hover:bg-hover',
        drawer ? 'h-11 text-[15px]' : 'h-8',
      )}
    >
      <Icon size={16} strokeWidth={1.6} aria-hidden className={clsx(current && 'text-accent-text')} />
      <span className="folded:sr-only">{t(name)}</span>
      {count > 0 && (
        <Tag tone="accent" className="ml-auto folded:sr-only">
          {t('waiting', { count })}
        </Tag>
      )}
      <LinkPending />
    </Link>
  )
}
