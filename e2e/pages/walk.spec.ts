import type { Stand } from '../stand.ts'
import { adminPages, modelPages, portalPages, publicPages } from './addresses.ts'
import { ask } from './flows/calls.ts'
import { accessible, allChinese, fitsSideways, visit, watch } from './inspect.ts'
import { adjust, createKeys, expect, giveSession, type Member, newMember, type Page, settled, test } from './test.ts'
import { type Locale, locales } from './words.ts'

const desktop = { width: 1440, height: 900 }
const phone = { width: 360, height: 780 }
/** What lies above a page: a dialog, or a sheet with a form. */
const longName = '名字很长的令牌，with a rather long name, to see where it ends'
const portalForms = ['/keys?create=1']
const adminForms = ['/admin/upstreams?upstream=new', '/admin/models?model=new']

async function dress(page: Page, theme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

/** Every width is combined with every theme, and every language with both: wide in one theme, then narrow in the other. */
const themes = { 'zh-CN': ['light', 'dark'], en: ['dark', 'light'] } as const

/** Each page is loaded once and then changes its width and theme, as it does for people. */
async function walk(page: Page, paths: readonly string[], speaks: Locale) {
  const { faults, expected } = watch(page)
  expected.add('/no-such-page')
  for (const path of paths)
    await test.step(path, async () => {
      const [wide, narrow] = themes[speaks]
      await page.setViewportSize(desktop)
      await visit(page, path)
      await dress(page, wide)
      if (speaks === 'zh-CN') await allChinese(page)
      await accessible(page)
      await page.setViewportSize(phone)
      await dress(page, narrow)
      await settled(page)
      await fitsSideways(page)
      await accessible(page)
      expect.soft(faults.splice(0), path).toEqual([])
    })
}

/** A user with keys, successful and failed calls, ledger entries and a conversation. */
let busy: Promise<Member> | undefined
const busyMember = (stand: Stand) => {
  busy ??= (async () => {
    const { url } = stand.atrium
    const member = await newMember(url, 'busy')
    await adjust(stand.owner, member.userId, '100')
    const [key] = await createKeys(member, { name: longName, spendLimit: '20' })
    await createKeys(member, { name: 'off', allowedIps: ['10.0.0.0/8'], models: ['eliza'] })
    for (const model of ['deepseek-v3.2', 'deepseek-r1', 'eliza']) await ask(url, key?.secret ?? '', model, true)
    await ask(url, key?.secret ?? '', 'no-such-model', false).catch(() => undefined)
    return member
  })()
  return busy
}

for (const speaks of locales)
  test.describe(`every page, ${speaks}, wide and narrow, light and dark`, () => {
    test.use({ speaks, colorScheme: 'light', viewport: desktop })
    test.setTimeout(600_000)

    test('public', async ({ page }) => walk(page, publicPages, speaks))
    test('portal of somebody busy', async ({ page, context, stand }) => {
      await giveSession(context, stand.atrium.url, await busyMember(stand))
      await walk(page, [...portalPages, ...modelPages, ...portalForms], speaks)
    })
    test('operators', async ({ page, operator, stand }) => {
      expect(operator.token).not.toBe('')
      await busyMember(stand)
      await walk(page, [...adminPages, ...adminForms], speaks)
    })
  })

test('every page of somebody who has nothing yet', async ({ page, member }) => {
  test.setTimeout(600_000)
  expect(member.token).not.toBe('')
  await walk(page, portalPages, 'zh-CN')
  await createKeys(member, { name: longName })
  await walk(page, ['/dashboard'], 'zh-CN')
})
