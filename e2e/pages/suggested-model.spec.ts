import { test as base, expect } from '@playwright/test'
import { chat } from '../call.ts'
import { type Stand, startStand } from '../stand.ts'
import { giveSession } from './test.ts'
import { wordsOf } from './words.ts'

const models = [
  { id: 'a-broken', behaves: 'status-500' },
  { id: 'b-good', behaves: 'plain' },
  { id: 'c-mine', behaves: 'plain' },
]
const test = base.extend<object, { stand: Stand }>({
  stand: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const stand = await startStand({ models })
      await use(stand)
      await stand.stop()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  baseURL: ({ stand }, use) => use(stand.atrium.url),
})

test('samples and the playground begin with a model that answers, then with the one that its user used last', async ({
  page,
  context,
  stand,
}) => {
  const { url } = stand.atrium
  const t = wordsOf('zh-CN')
  const person = await stand.person()
  await giveSession(context, url, person)
  expect((await chat({ url, secret: person.secret, model: 'a-broken', prompt: 'hello' })).status).not.toBe(200)

  await page.goto('/dashboard')
  await expect(page.getByRole('region', { name: t('dashboard.steps') })).toContainText('"model": "b-good"')
  await page.goto('/chat')
  await expect(page.locator('[data-slot=model-switcher]')).toContainText('b-good')
  await page.goto('/keys?create=1')
  await page.getByRole('dialog').getByLabel(t('keys.name'), { exact: true }).fill('thesis')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-slot=code-block] pre')).toContainText('"model": "b-good"')

  expect((await chat({ url, secret: person.secret, model: 'c-mine', prompt: 'hello' })).status).toBe(200)
  await expect(async () => {
    await page.goto('/chat')
    await expect(page.locator('[data-slot=model-switcher]')).toContainText('c-mine', { timeout: 2000 })
  }).toPass()
})
