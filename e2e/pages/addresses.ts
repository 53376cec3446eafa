import { adminNav, type NavSection, portalNav, siteNav } from '../../components/layout/nav.ts'

const linesOf = (sections: readonly NavSection[]) => sections.flatMap(({ items }) => items.map(({ href }) => href))

/** Every page that a line of the navigation leads to, and the pages that have no line. */
export const portalPages = linesOf(portalNav)
export const adminPages = linesOf(adminNav)
export const publicPages = ['/', ...siteNav.map(({ href }) => href), '/login', '/register', '/setup', '/no-such-page']
