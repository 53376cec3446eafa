import { expect, test } from 'vitest'
import { adminHomeFor, adminNavFor } from './admin-nav'
import { adminNav } from './nav'

const hrefs = (role: Parameters<typeof adminNavFor>[0]) => adminNavFor(role).flatMap(({ items }) => items.map(({ href }) => href))

test('support sees the tickets only, operators everything, users nothing', () => {
  expect(hrefs('support')).toEqual(['/admin/tickets'])
  expect(hrefs('operator')).toEqual(adminNav.flatMap(({ items }) => items.map(({ href }) => href)))
  expect(hrefs('user')).toEqual([])
  expect([adminHomeFor('user'), adminHomeFor('support'), adminHomeFor('owner')]).toEqual([undefined, '/admin/tickets', '/admin'])
})
