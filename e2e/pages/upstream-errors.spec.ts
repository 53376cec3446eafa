import { test as base, expect, type Page } from '@playwright/test'
import { chat } from '../call.ts'
import { type Stand, startStand } from '../stand.ts'
import { accessible, allChinese, fitsSideways, visit } from './inspect.ts'
import { giveSession } from './test.ts'
import { locales, wordsOf } from './words.ts'

const models = [
  { id: 'glm-5.1', behaves: 'status-503.quote' },
  { id: 'deepseek-r1-distill-qwen-32b-instruct', behaves: 'flaky-9.status-500.texterror' },
  { id: 'qwen3-max', behaves: 'plain' },
]
const prompt = 'Where does the word photosynthesis come from?'

/** A server whose upstream has failed at two of its three models. */
const test = base.extend<object, { stand: Stand }>({
  stand: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const stand = await startStand({ models })
      const { secret } = await stand.person()
      for (const { id } of models)
        for (const stream of [false, true]) await chat({ url: stand.atrium.url, secret, model: id, prompt, stream })
      await use(stand)
      await stand.stop()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  baseURL: ({ stand }, use) => use(stand.atrium.url),
})

const foldOf = (page: Page, model: string) => page.locator('[data-slot=sheet] [data-slot=fold]').filter({ hasText: model })

for (const speaks of locales)
  for (const [device, viewport] of Object.entries({ desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } }))
    for (const colorScheme of ['light', 'dark'] as const)
      test.describe(`an upstream's last errors, ${speaks} ${device} ${colorScheme}`, () => {
        test.use({ locale: speaks, viewport, colorScheme, reducedMotion: 'reduce' })
        const t = wordsOf(speaks)

        test('are found with the keyboard: what it said, and the call that met it', async ({ page, context, stand }) => {
          await giveSession(context, stand.atrium.url, stand.owner)
          await visit(page, '/admin/upstreams')
          const shot = async (name: string) => {
            if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${speaks}-${device}-${colorScheme}.png` })
          }
          await page
            .getByRole('row')
            .filter({ hasText: 'fake' })
            .or(page.getByRole('listitem').filter({ hasText: 'fake' }))
            .first()
            .click()
          await expect(page.locator('[data-slot=sheet]')).toContainText(t('adminUpstreams.errors'))
          await expect(page.locator('[data-slot=sheet] [data-slot=fold]').filter({ hasText: 'qwen3-max' })).toHaveCount(0)
          await shot('folded')
          const fold = foldOf(page, 'glm-5.1')
          await fold.locator('summary').focus()
          await page.keyboard.press('Enter')
          await expect(fold.locator('pre').first()).toContainText(prompt)
          await expect(fold).not.toContainText('upstream-secret')
          await shot('open')
          await accessible(page)
          await fitsSideways(page)
          if (speaks === 'zh-CN') await allChinese(page)
          await page.keyboard.press('Tab')
          const link = fold.getByRole('link').first()
          await expect(link).toBeFocused()
          const call = (await link.textContent()) ?? ''
          await page.keyboard.press('Enter')
          await expect(page).toHaveURL(new RegExp(`/admin/logs\\?.*call=${call}`))
          await expect(page.locator('[data-slot=sheet] [data-slot=facts]')).toContainText(call)
          await shot('log')
        })

        test('are absent where nothing failed', async ({ page, context, stand }) => {
          await giveSession(context, stand.atrium.url, stand.owner)
          await visit(page, '/admin/upstreams')
          await page
            .getByText('builtin', { exact: false })
            .or(page.getByText('Eliza', { exact: false }))
            .first()
            .click()
          await expect(page.locator('[data-slot=sheet]')).toContainText(t('adminUpstreams.errorsNone'))
          if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/none-${speaks}-${device}-${colorScheme}.png` })
        })
      })
