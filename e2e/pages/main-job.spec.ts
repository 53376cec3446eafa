import { changePassword, registerWithMistakes, signIn, signOut } from './flows/account.ts'
import { type Answered, ask, checkArithmetic } from './flows/calls.ts'
import { spoken, useThePlayground } from './flows/chat.ts'
import { copySecret, createKeysWithEverything } from './flows/keys.ts'
import { entryRows, makeCode, redeem } from './flows/money.ts'
import { research } from './stand.ts'
import { expect, giveSession, newMember, passwordOfAll, test } from './test.ts'
import { locales } from './words.ts'

for (const speaks of locales)
  test.describe(`the main job, ${speaks}`, () => {
    test.use({ speaks })

    test('from the landing page to a call, its charge, more money and a conversation', async ({ page, context, browser, stand, t }) => {
      test.setTimeout(600_000)
      const { url } = stand.atrium
      const somebody = await newMember(url)
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })

      const name = await test.step('land and register', async () => {
        await page.goto('/')
        await expect(page.locator('html')).toHaveAttribute('lang', speaks)
        await page.locator('a[href^="/register"]').first().click()
        return registerWithMistakes(page, t, somebody.username)
      })

      const secret = await test.step('create keys and copy one', async () => {
        const steps = page.getByRole('region', { name: t('dashboard.steps') })
        await expect(steps).toContainText(t('dashboard.stepsDone', { done: 1, all: 3 }))
        await steps.getByRole('link', { name: t('dashboard.step.key') }).click()
        const shown = await createKeysWithEverything(page, t, ['deepseek-v3.2', 'eliza'], research.name)
        const copied = await copySecret(page, t)
        expect(shown).toContain(copied)
        await page.getByRole('button', { name: t('keys.finish') }).click()
        await expect(page.getByRole('table', { name: t('keys.title') }).locator('tbody tr')).toHaveCount(2)
        return copied
      })

      const calls: Answered[] = await test.step('call with the openai package while the dashboard is open', async () => {
        await page.goto('/dashboard')
        await expect(page.getByText(t('dashboard.stepsDone', { done: 2, all: 3 }))).toBeVisible()
        const steps = page.getByRole('region', { name: t('dashboard.steps') })
        await steps.getByRole('button', { name: t('common.copy') }).click()
        await expect(steps.getByRole('button', { name: t('common.copied') })).toBeVisible()
        expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/Bearer sk-\w{20,}/) // The copied text runs unchanged.
        const first = await ask(url, secret, 'deepseek-v3.2', false)
        expect(first.text.trim()).toBe(spoken(24))
        const recent = page.getByRole('table', { name: t('dashboard.recent') })
        await expect(recent).toContainText('deepseek-v3.2') // It appears without a reload.
        await expect(page.getByRole('region', { name: t('dashboard.steps') })).toHaveCount(0)
        const second = await ask(url, secret, 'deepseek-v3.2', true)
        expect(second.text.trim()).toBe(spoken(24))
        for (const stream of [false, true]) {
          const free = await ask(url, secret, 'eliza', stream)
          expect(free.text).not.toBe('')
          expect(free.cost).toBe(0n)
        }
        await expect(recent.locator('tbody tr')).toHaveCount(4)
        return [first, second]
      })

      await test.step('the charge is spelled out', async () => {
        for (const call of calls) {
          expect(call.cost).toBeGreaterThan(0n)
          await checkArithmetic(page, t, call, research.multiplier)
        }
      })

      await test.step('the wallet holds an entry for each', async () => {
        await page.goto('/wallet')
        await expect(entryRows(page, t).filter({ hasText: t('wallet.kind.sign_up_bonus') })).toHaveCount(1)
        // The calls of a day are one line, which opens.
        await entryRows(page, t).locator('a[href*="day="]').first().click()
        for (const { cost } of calls) {
          const amount = (Number(cost) / 1e9).toFixed(9).replace(/0+$/, '')
          await expect(entryRows(page, t).locator(`data[value="-${amount}"]`)).not.toHaveCount(0)
        }
      })

      await test.step('an operator makes a code, and it is redeemed', async () => {
        const office = await browser.newContext({ baseURL: url, locale: speaks })
        await giveSession(office, url, stand.owner)
        const code = await makeCode(await office.newPage(), t, '12.50')
        await office.close()
        await redeem(page, t, code)
        await expect(page.getByRole('link', { name: t('nav.balance') })).toContainText('17.5')
      })

      await test.step('playground', () => useThePlayground(page, t))

      await test.step('a new password', async () => {
        const next = 'a-much-better-password'
        await changePassword(page, t, passwordOfAll, next)
        await signOut(page, t)
        await page.goto('/dashboard')
        await expect(page).toHaveURL(/\/login/)
        await signIn(page, t, name, passwordOfAll)
        await expect(page.getByRole('alert').filter({ hasText: t('errors.wrong_credentials') })).toBeVisible()
        await signIn(page, t, name, next)
        await expect(page).toHaveURL(/\/dashboard/)
      })
    })
  })
