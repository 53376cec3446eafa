import { expect, settled, test } from './test.ts'

test('operators read on their first page that a proxy is not named', async ({ page, operator, stand }) => {
  const note = page.locator('[data-slot=note][data-tone=warn]', { hasText: 'TRUSTED_PROXIES' })
  await page.goto('/admin')
  await settled(page)
  await expect(note).toHaveCount(0)
  await fetch(`${stand.atrium.url}/api/me`, { headers: { authorization: `Bearer ${operator.token}`, 'x-forwarded-for': '203.0.113.9' } })
  await page.reload()
  await expect(note).toContainText('127.0.0.1')
  await expect(note).not.toContainText('203.0.113.9')
})
