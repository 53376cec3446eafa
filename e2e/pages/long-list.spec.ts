import { createKeys, expect, test } from './test.ts'

test('a long list keeps only the rows near the window, and the browser can still search all of it', async ({ page, member, t }) => {
  for (const name of ['first', 'second']) await createKeys(member, { name, count: 60 })
  await page.goto('/keys')
  const table = page.getByRole('table', { name: t('keys.title') })
  const rows = table.locator('tbody tr:not([aria-hidden])')
  await expect(rows).toHaveCount(100)
  await page.getByRole('button', { name: t('common.loadMore') }).click()
  await expect(table).toHaveAttribute('aria-rowcount', '121')
  expect(await rows.count()).toBeLessThan(100)

  // The last row is reached by the keyboard, and says which one it is.
  await page.keyboard.press('Control+End')
  await expect(rows.last()).toHaveAttribute('aria-rowindex', '121')
  await rows.last().focus()
  for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowUp')
  await expect(table.locator('tr:focus')).toHaveAttribute('aria-rowindex', '91')

  await page.setViewportSize({ width: 360, height: 740 })
  expect(await rows.count()).toBeLessThan(100)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

  await page.keyboard.press('Control+f')
  await expect(rows).toHaveCount(120)
})
