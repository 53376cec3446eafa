import { atLeast, type Role } from '@/lib/users/roles'
import { adminNav, type NavSection } from './nav'

/** The lines of the operators' sidebar that lead to what this role may use. */
export const adminNavFor = (role: Role): readonly NavSection[] =>
  adminNav
    .map((section) => ({ ...section, items: section.items.filter(({ who = 'operator' }) => atLeast(role, who)) }))
    .filter(({ items }) => items.length > 0)

/** The first page of the operators' console for this role; undefined for one that has none. */
export const adminHomeFor = (role: Role): string | undefined => adminNavFor(role)[0]?.items[0]?.href
