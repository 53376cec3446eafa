import { test as base, expect } from '@playwright/test'
import { type Atrium, removeData, startAtrium } from '../atrium.ts'
import { chat } from '../call.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/server.ts'
import { createKeys, register, soon, within } from '../portal.ts'
import {
  addOfferedModel,
  adjustBalance,
  changeSetting,
  connectUpstream,
  createGroup,
  openUser,
  putIntoGroup,
  switchUser,
  tryUpstream,
} from './flows/operator.ts'
import { passwordOfAll } from './test.ts'
import { locales, wordsOf } from './words.ts'

interface Fresh {
  atrium: Atrium
  upstream: FakeUpstream
}

/** A server as npm start leaves it on an empty folder: without an owner and without an upstream. */
const test = base.extend<{ fresh: Fresh }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  fresh: async ({}, use) => {
    const upstream = await startFakeUpstream()
    const atrium = await startAtrium({ catalog: {}, env: { ADMIN_USERNAME: '', ADMIN_PASSWORD: '', CATALOG_FILE: '' } })
    await use({ atrium, upstream })
    await atrium.stop()
    await upstream.close()
    await removeData(atrium.dataDir)
  },
  baseURL: ({ fresh }, use) => use(fresh.atrium.url),
})

for (const speaks of locales)
  test.describe(`operator, ${speaks}`, () => {
    test.use({ locale: speaks })
    const t = wordsOf(speaks)

    test('sets up a fresh server and looks after its users', async ({ page, fresh: { atrium, upstream } }) => {
      test.setTimeout(600_000)
      const { url } = atrium

      await test.step('the one-time link makes the owner, once', async () => {
        await page.goto('/setup?token=wrong')
        await expect(page.getByText(t('auth.setupClosedBody'))).toBeVisible()
        const link = /https?:\/\/\S+\/setup\?token=\S+/.exec(atrium.output())?.[0] ?? ''
        await page.goto(link)
        await page.getByLabel(t('auth.username'), { exact: true }).fill('rector')
        await page.getByLabel(t('common.password'), { exact: true }).fill(passwordOfAll)
        await page.getByLabel(t('auth.again'), { exact: true }).fill('something else')
        await page.getByRole('button', { name: t('auth.setupSubmit') }).click()
        await expect(page.getByText(t('auth.mismatch'))).toBeVisible()
        await page.getByLabel(t('auth.again'), { exact: true }).fill(passwordOfAll)
        await page.getByRole('button', { name: t('auth.setupSubmit') }).click()
        await expect(page).toHaveURL(/\/admin$/)
        await page.goto(link)
        await expect(page.getByText(t('auth.setupClosedBody'))).toBeVisible()
      })

      const portal = await test.step('somebody registers', () => register(url, 'student'))
      const [key] = await createKeys(portal)
      const call = (model: string) => chat({ url, secret: key?.secret ?? '', model })

      await test.step('eliza answers before anything is connected', async () => {
        expect((await call('eliza')).status).toBe(200)
      })

      await page.goto('/admin')
      await test.step('connect an upstream, add a model with a price, try it', async () => {
        await connectUpstream(page, t, upstream.url)
        await addOfferedModel(page, t, 'plain', 'campus-chat')
        await tryUpstream(page, t, textOf(8).trim())
        expect((await call('campus-chat')).content).toBe(textOf(8))
      })

      await test.step('money for a user, with a reason that they can read', async () => {
        await openUser(page, t, 'student')
        await adjustBalance(page, t, '25', 'summer school')
        const { entries } = await portal.get<{ entries: { note: string | null }[] }>('/api/wallet/entries')
        expect(entries.map((entry) => entry.note)).toContain('summer school')
      })

      await test.step('a group, and the user in it', async () => {
        await createGroup(page, t, 'institute')
        await openUser(page, t, 'student')
        await putIntoGroup(page, t, 'institute')
      })

      await test.step('a disabled user: the key stops, and comes back', async () => {
        await switchUser(page, t, 'student', false)
        await within(soon, async () => (await call('eliza')).status === 403)
        await switchUser(page, t, 'student', true)
        await within(soon, async () => (await call('eliza')).status === 200)
      })

      await test.step('a setting', () => changeSetting(page, t, 'passwordMinLength', '1', '12'))

      await test.step('all of it is in the audit trail', async () => {
        await page.goto('/admin/audit')
        await expect(page.getByRole('table')).toContainText('rector')
        await expect(page.getByRole('table').locator('tbody tr')).not.toHaveCount(0)
      })
    })
  })
