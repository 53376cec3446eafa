import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locales } from '@/lib/i18n/locales'
import { adminNav, currentItem, portalNav } from './nav'

test('a page below a line of the sidebar marks that line', () => {
  expect(currentItem(portalNav, '/tickets/tkt_1')?.name).toBe('tickets')
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
    for (const section of [...portalNav, ...adminNav])
      for (const item of section.items) expect(words[item.name], `${locale} ${item.name}`).toBeTruthy()
  }
})
