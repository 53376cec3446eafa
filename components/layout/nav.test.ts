import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locales } from '@/lib/locales'
import { adminNav, currentItem, portalNav, unlistedAdminNav, unlistedPortalNav } from './nav'

test('a page below a line of the sidebar marks that line', () => {
  expect(currentItem(portalNav, '/chat/conv_1')?.name).toBe('chat')
  expect(currentItem(adminNav, '/admin/users/7')?.name).toBe('adminUsers')
  expect(currentItem(adminNav, '/admin')?.name).toBe('adminHome')
  expect(currentItem(portalNav, '/keyseller')).toBeUndefined()
})

test('every line of the sidebar has a name in every language', () => {
  for (const locale of locales) {
    const words = JSON.parse(readFileSync(join(import.meta.dirname, '../../messages', locale, 'nav.json'), 'utf8')) as Record<
      string,
      string
    >
    for (const section of [...portalNav, ...unlistedPortalNav, ...adminNav, ...unlistedAdminNav])
      for (const item of section.items) expect(words[item.name], `${locale} ${item.name}`).toBeTruthy()
  }
})

test('every line of the sidebar leads to a page', () => {
  for (const [sections, roots] of [
    [
      [...portalNav, ...unlistedPortalNav],
      ['app/(portal)', 'app/(open)'],
    ],
    [
      [...adminNav, ...unlistedAdminNav],
      ['app/(admin)', 'app/(support)'],
    ],
  ] as const)
    for (const { href } of sections.flatMap((section) => section.items)) {
      const folders = roots.map((root) => join(import.meta.dirname, '../..', root, href))
      const files = folders.flatMap((folder) => [join(folder, 'page.tsx'), join(folder, '[[...id]]/page.tsx')])
      expect(files.some(existsSync), href).toBe(true)
    }
})
