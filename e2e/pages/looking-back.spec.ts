import { ask } from './flows/calls.ts'
import { createKeys, expect, test } from './test.ts'

test('a search that takes too long says how far it came, and goes on by the keyboard', async ({ page, stand, member, t }) => {
  const [key] = await createKeys(member)
  await ask(stand.atrium.url, key?.secret ?? '', 'deepseek-v3.2', false)
  let asked = 0
  await page.route(/\/api\/usage\?/, async (route) => {
    const url = new URL(route.request().url())
    if (!url.searchParams.has('model')) return route.continue()
    asked++
    const lookedBackTo = asked === 1 ? '2026-10-03T06:20:00.000Z' : '2026-09-01T06:20:00.000Z'
    url.searchParams.delete('cursor')
    const records = asked === 1 ? [] : (await (await route.fetch({ url: String(url) })).json()).records
    return route.fulfill({ json: { records, nextCursor: 'later', lookedBackTo } })
  })
  await page.setViewportSize({ width: 360, height: 740 })
  // The server answers the first query of a page, so the filter is chosen in the page.
  await page.goto('/logs')
  await page.getByRole('button', { name: t('logs.model'), exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'deepseek-v3.2', exact: true }).click()
  const searchOn = page.getByRole('button', { name: t('common.searchOn') })
  await expect(page.getByRole('status').filter({ hasText: '2026-10-03 14:20' })).toBeVisible()
  await searchOn.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table', { name: t('logs.title') }).locator('tbody tr')).toHaveCount(1)
  await expect(page.getByRole('status').filter({ hasText: '2026-09-01 14:20' })).toBeVisible()
  await expect(searchOn).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
