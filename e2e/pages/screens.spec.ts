import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { type Atrium, admin, removeData, root, runScript, startAtrium } from '../atrium.ts'
import { login, type Portal } from '../portal.ts'
import { giveSession, settled } from './test.ts'
import { locales, wordsOf } from './words.ts'

// Takes the pictures of docs/screens: SCREENS=1 npx playwright test screens
const folder = join(root, 'docs/screens')
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

interface Demo {
  url: string
  owner: Portal
  member: Portal
}

/** A server with a month of demo data, with sessions of an operator and a user. */
const test = base.extend<object, { demo: Demo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const atrium: Atrium = await startAtrium({ catalog: {}, env: { CATALOG_FILE: '' } })
      const { output } = await runScript('demo', atrium)
      const password = /password of all demo users: (\S+)/.exec(output)?.[1]
      const username = /(\S+), password of all/.exec(output)?.[1]
      if (!password || !username) throw new Error(output)
      const member = await login(atrium.url, { username, password })
      await use({ url: atrium.url, owner: await login(atrium.url, admin), member })
      await atrium.stop()
      await removeData(atrium.dataDir)
    },
    { scope: 'worker', timeout: 900_000 },
  ],
})
type Words = ReturnType<typeof wordsOf>
interface Screen {
  name: string
  path: string
  who?: 'owner' | 'member'
  /** brings the page into the state that the picture shows */
  act?: (page: Page, t: Words) => Promise<void>
}

const openRow = async (page: Page) => {
  await page
    .getByRole('table')
    .locator('tbody tr')
    .filter({ hasNot: page.locator('[data-error]') })
    .nth(2)
    .click()
  await expect(page.locator('[data-slot=sheet] h3').first()).toBeVisible()
}

const screens: Screen[] = [
  { name: 'landing', path: '/' },
  { name: 'models', path: '/models' },
  { name: 'model', path: '/models/glm-5.1', who: 'member' },
  { name: 'dashboard', path: '/dashboard', who: 'member' },
  { name: 'keys', path: '/keys', who: 'member' },
  {
    name: 'key-create',
    path: '/keys?create=1',
    who: 'member',
    act: async (page, t) => {
      const dialog = page.getByRole('dialog', { name: t('keys.createTitle') })
      await dialog.getByLabel(t('keys.name'), { exact: true }).fill('thesis')
      await dialog.getByRole('radio', { name: t('keys.expiry.month') }).click()
      await dialog.getByLabel(t('keys.allowedIps'), { exact: true }).fill('10.119.4.0/24\n202.120.1.300')
      await dialog.getByLabel(t('keys.name'), { exact: true }).focus()
    },
  },
  { name: 'logs', path: '/logs?status=ok', who: 'member', act: openRow },
  {
    name: 'chat',
    path: '/chat',
    who: 'member',
    act: async (page, t) => {
      const first = page
        .getByRole('navigation', { name: t('chat.conversations') })
        .getByRole('link')
        .first()
      if (!(await first.isVisible())) await page.getByRole('button', { name: t('chat.showList') }).click()
      await first.click()
      await expect(page.locator('[data-slot=chat-answer] [data-slot=markdown] p').first()).toBeVisible()
    },
  },
  { name: 'wallet', path: '/wallet', who: 'member' },
  { name: 'tickets', path: '/tickets', who: 'member' },
  {
    name: 'admin-approvals',
    path: '/admin/approvals',
    who: 'owner',
    act: async (page) => {
      await page.getByRole('table').locator('tbody tr').first().click()
      await expect(page.locator('[data-slot=sheet]')).toBeVisible()
    },
  },
  {
    name: 'admin-upstreams',
    path: '/admin/upstreams',
    who: 'owner',
    act: async (page) => {
      await page.getByRole('table').locator('tbody tr').filter({ hasText: 'campus-vllm' }).click()
      await expect(page.locator('[data-slot=sheet]')).toBeVisible()
    },
  },
]

for (const speaks of process.env.SCREENS ? locales : [])
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [device, viewport] of Object.entries(sizes))
      test.describe(`${speaks} ${colorScheme} ${device}`, () => {
        test.use({
          locale: speaks,
          colorScheme,
          viewport,
          isMobile: device === 'phone',
          hasTouch: device === 'phone',
          reducedMotion: 'reduce',
        })
        for (const screen of screens)
          test(screen.name, async ({ page, context, demo }) => {
            if (screen.who) await giveSession(context, demo.url, demo[screen.who])
            await page.goto(demo.url + screen.path)
            await settled(page)
            await screen.act?.(page, wordsOf(speaks))
            await expect(page.locator('[data-slot=skeleton]')).toHaveCount(0)
            await page.evaluate(() => document.fonts.ready)
            mkdirSync(folder, { recursive: true })
            const path = join(folder, `${screen.name}-${speaks === 'en' ? 'en' : 'zh'}-${colorScheme}-${device}.jpg`)
            await page.screenshot({ path, type: 'jpeg', quality: 80 })
          })
      })
