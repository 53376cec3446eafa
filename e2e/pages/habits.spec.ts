import { createKeys, expect, newMember, settled, test } from './test.ts'

// Tests of what people expect of every page.

test('the back button closes a sheet, and a second press leaves the page', async ({ page, member, t }) => {
  await createKeys(member, { name: 'thesis' })
  await page.goto('/wallet')
  await page.goto('/keys')
  await page.getByRole('cell', { name: 'thesis', exact: true }).click()
  await expect(page.locator('[data-slot=sheet]')).toBeVisible()
  await page.goBack()
  await expect(page.locator('[data-slot=sheet]')).toHaveCount(0)
  await expect(page.getByRole('table', { name: t('keys.title') })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/\/wallet/)
})

test('a key that has just been made is a press away from the clipboard', async ({ page, member, t }) => {
  expect(member.token).not.toBe('')
  await page.goto('/keys?create=1')
  await page.getByRole('dialog').getByLabel(t('keys.name'), { exact: true }).fill('thesis')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: t('keys.copySecret') }).first()).toBeFocused()
})

test('the end of a session loses nothing that was typed', async ({ page, context, member, t }) => {
  expect(member.token).not.toBe('')
  await page.goto('/keys?create=1')
  const dialog = page.getByRole('dialog', { name: t('keys.createTitle') })
  await dialog.getByLabel(t('keys.name'), { exact: true }).fill('thesis')
  await context.clearCookies()
  await dialog.getByRole('button', { name: t('keys.createSubmit') }).click()
  await expect(dialog).toContainText(t('common.signedOut'))
  await expect(dialog.getByLabel(t('keys.name'), { exact: true })).toHaveValue('thesis')
})

test('a signed-in user is not asked to sign in', async ({ page, member }) => {
  expect(member.token).not.toBe('')
  await page.goto('/login?next=%2Fwallet')
  await expect(page).toHaveURL(/\/wallet$/)
})

test('signing in succeeds even when a part of it fails on the way', async ({ page, stand, t }) => {
  const { username, password } = await newMember(stand.atrium.url)
  const told: number[] = []
  page.on('response', (response) => response.url().endsWith('/api/auth/_log') && told.push(response.status()))
  await page.route('**/api/auth/providers', (route) => route.abort(), { times: 1 })
  await page.goto('/login')
  await page.getByLabel(t('auth.usernameOrEmail'), { exact: true }).fill(username)
  await page.getByLabel(t('common.password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: t('auth.signIn'), exact: true }).click()
  await expect(page).toHaveURL(/\/dashboard$/)
  // next-auth's script wanted to write into our log. It accepts the refusal.
  expect(told.every((status) => status === 404)).toBe(true)
  expect(stand.atrium.output()).not.toContain('CLIENT_FETCH_ERROR')
})

test('the dashboard of a new user moves little while it loads', async ({ page, member }) => {
  expect(member.token).not.toBe('')
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        Object.assign(window, { moved: ((window as { moved?: number }).moved ?? 0) + entry.value })
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('/dashboard')
  await settled(page)
  await page.waitForTimeout(500)
  expect(await page.evaluate(() => (window as { moved?: number }).moved ?? 0)).toBeLessThan(0.1)
})

test('what is typed before the page’s script is there stays', async ({ page, member, t }) => {
  expect(member.token).not.toBe('')
  const held = Promise.withResolvers<void>()
  await page.route('**/_next/static/chunks/**/*.js', async (route) => {
    await held.promise
    await route.continue()
  })
  await page.goto('/settings', { waitUntil: 'commit' })
  const fields = ['newPassword', 'webhookUrl'].map((name) => page.getByLabel(t(`settings.${name}`), { exact: true }))
  for (const field of fields) await field.fill('early')
  held.resolve()
  for (const field of fields) {
    const awake = () => field.evaluate((element) => Object.keys(element).some((name) => name.startsWith('__reactProps')))
    await expect.poll(awake).toBe(true)
    await field.press('End')
    await field.pressSequentially('!')
    await expect(field).toHaveValue('early!')
  }
  await page.goto('/logs', { waitUntil: 'commit' })
  await page.getByLabel(t('logs.requestId')).fill('call_early')
  await expect(page).toHaveURL(/call_early/)
})
