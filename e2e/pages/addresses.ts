import { adminNav, type NavSection, portalNav, siteNav, unlistedAdminNav, unlistedPortalNav } from '../../components/layout/nav.ts'

const linesOf = (sections: readonly NavSection[]) => sections.flatMap(({ items }) => items.map(({ href }) => href))

/** Every page that a line of the navigation or of the palette leads to, and the pages that have none. */
export const portalPages = linesOf([...portalNav, ...unlistedPortalNav])
export const adminPages = linesOf([...adminNav, ...unlistedAdminNav])
/** Pages of models: one that thinks, one that is given up, and one of another kind whose id has every sign that ids may have. */
export const modelPages = ['/models/deepseek-r1', '/models/glm-5.1', '/models/hepai/bge-m3:latest']
export const publicPages = [
  '/',
  ...siteNav.map(({ href }) => href),
  '/models?view=cards',
  ...modelPages,
  '/login',
  '/register',
  '/setup',
  '/no-such-page',
]
