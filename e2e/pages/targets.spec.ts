import { test as base, expect, type Page } from '@playwright/test'
import { chat } from '../call.ts'
import { type Stand, startStand } from '../stand.ts'
import { accessible, allChinese, fitsSideways, visit } from './inspect.ts'
import { giveSession } from './test.ts'
import { locales, wordsOf } from './words.ts'

const failing = 'glm-5.1'

/** A server one of whose targets fails. */
const test = base.extend<object, { stand: Stand }>({
  stand: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const stand = await startStand({
        models: [
          { id: failing, behaves: 'status-503' },
          { id: 'qwen3-max', behaves: 'plain' },
        ],
        settings: { breakerFailures: 3, breakerSeconds: 600 },
      })
      await use(stand)
      await stand.stop()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  baseURL: ({ stand }, use) => use(stand.atrium.url),
})

const rowOf = (page: Page, model: string) => page.locator('[data-slot=sheet] li').filter({ hasText: model }).first()

for (const speaks of locales)
  test.describe(`the targets of an upstream, ${speaks}`, () => {
    test.use({
      locale: speaks,
      viewport: speaks === 'en' ? { width: 1280, height: 900 } : { width: 360, height: 740 },
      reducedMotion: 'reduce',
    })
    const t = wordsOf(speaks)

    test('show how they do, and an operator resets one', async ({ page, context, stand }) => {
      for (let user = 0; user < 3; user++) {
        const { secret } = await stand.person()
        await chat({ url: stand.atrium.url, secret, model: failing, prompt: 'hello', stream: false })
      }
      await giveSession(context, stand.atrium.url, stand.owner)
      await visit(page, '/admin/upstreams')
      const row = page.getByRole('row').or(page.getByRole('listitem'))
      await row.filter({ hasText: 'fake' }).first().click()
      await expect(rowOf(page, failing)).toContainText(t('adminUpstreams.states.open'))
      await expect(rowOf(page, 'qwen3-max')).toContainText(t('adminUpstreams.noAttempts'))
      await accessible(page)
      await fitsSideways(page)
      if (speaks === 'zh-CN') await allChinese(page)
      await rowOf(page, failing).getByRole('button').click()
      // The catalog file holds the models of this server.
      await expect(page.getByRole('menuitem', { name: t('adminUpstreams.drain') })).toBeDisabled()
      await page.getByRole('menuitem', { name: t('adminUpstreams.reset') }).click()
      await expect(rowOf(page, failing)).toContainText(t('adminUpstreams.states.on'))
    })
  })
