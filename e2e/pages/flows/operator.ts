import { expect, type Page } from '../test.ts'
import type { Words } from '../words.ts'

const sheet = (page: Page) => page.locator('[data-slot=sheet]')

export async function connectUpstream(page: Page, t: Words, baseUrl: string) {
  await page.goto('/admin/upstreams')
  await page
    .getByRole('button', { name: t('adminUpstreams.create') })
    .first()
    .click()
  const field = (key: string) => sheet(page).getByLabel(t(key), { exact: true })
  await field('adminUpstreams.name').fill('lab')
  await field('adminUpstreams.baseUrl').fill('10.1.2.3:8000')
  await sheet(page)
    .getByRole('button', { name: t('adminUpstreams.connect') })
    .click()
  await expect(field('adminUpstreams.baseUrl')).toHaveAttribute('aria-invalid', 'true')
  await expect(field('adminUpstreams.name')).toHaveValue('lab')
  await field('adminUpstreams.baseUrl').fill(baseUrl)
  await field('adminUpstreams.apiKey').fill('sk-upstream-secret-7f3a')
  await sheet(page)
    .getByRole('button', { name: t('adminUpstreams.connect') })
    .click()
  await expect(sheet(page)).toContainText('lab')
  await expect(field('adminUpstreams.apiKey')).toHaveValue(t('adminUpstreams.keySet', { last4: '7f3a' }))
}

/** Adds a model without a price, which is refused at the field, and then with one. */
export async function addOfferedModel(page: Page, t: Words, offered: string, id: string) {
  await sheet(page)
    .getByRole('button', { name: t('adminUpstreams.fetch') })
    .click()
  await sheet(page).getByRole('checkbox', { name: offered, exact: true }).click()
  const field = (key: string) => sheet(page).getByLabel(t(key, { name: offered }), { exact: true })
  await field('adminUpstreams.modelIdOf').fill(id)
  const add = sheet(page).getByRole('button', { name: t('adminUpstreams.add', { count: 1 }) })
  await add.click()
  await expect(field('adminUpstreams.priceInOf')).toHaveAttribute('aria-invalid', 'true')
  await expect(field('adminUpstreams.modelIdOf')).toHaveValue(id)
  await field('adminUpstreams.priceInOf').fill('1.5')
  await field('adminUpstreams.priceOutOf').fill('6')
  await add.click()
  await expect(sheet(page)).toContainText(t('adminUpstreams.usedBy', { name: id }))
}

export async function tryUpstream(page: Page, t: Words, words: string) {
  await sheet(page)
    .getByRole('button', { name: t('adminUpstreams.run') })
    .click()
  await expect(page.locator('[data-slot=test-answer]')).toContainText(words)
  await expect(page.locator('[data-slot=test-facts]')).toContainText(t('adminUpstreams.done'))
}

export async function createGroup(page: Page, t: Words, name: string) {
  await page.goto('/admin/groups')
  await page
    .getByRole('button', { name: t('adminGroups.create') })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: t('adminGroups.create') })
  const field = (key: string) => dialog.getByLabel(t(key), { exact: true })
  await field('adminGroups.name').fill(name)
  await field('adminGroups.multiplier').fill('0.8')
  await field('adminGroups.rpm').fill('many')
  await dialog.getByRole('button', { name: t('adminGroups.create') }).click()
  await expect(field('adminGroups.rpm')).toHaveAttribute('aria-invalid', 'true')
  await expect(field('adminGroups.name')).toHaveValue(name)
  await field('adminGroups.rpm').fill('60')
  await dialog.getByRole('button', { name: t('adminGroups.create') }).click()
  await expect(page.getByRole('table', { name: t('adminGroups.title') })).toContainText(name)
}

export async function openUser(page: Page, t: Words, username: string) {
  await page.goto(`/admin/users?q=${username}`)
  await page
    .getByRole('table', { name: t('adminUsers.title') })
    .locator('tbody tr')
    .filter({ hasText: username })
    .click()
  await expect(sheet(page)).toContainText(username)
}

export async function putIntoGroup(page: Page, t: Words, group: string) {
  await sheet(page).getByLabel(t('adminUsers.group'), { exact: true }).click()
  await page.getByRole('option', { name: group }).click()
  await expect(sheet(page).getByLabel(t('adminUsers.group'), { exact: true })).toContainText(group)
}

export async function adjustBalance(page: Page, t: Words, amount: string, reason: string) {
  await sheet(page).getByLabel(t('adminUsers.amount'), { exact: true }).fill(amount)
  const submit = sheet(page).getByRole('button', { name: t('adminUsers.adjustNow') })
  await submit.click()
  await expect(sheet(page).getByLabel(t('adminUsers.reason'), { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await sheet(page).getByLabel(t('adminUsers.reason'), { exact: true }).fill(reason)
  await submit.click()
  const asked = page.getByRole('dialog').filter({ hasText: reason })
  await asked.getByRole('button', { name: t('adminUsers.adjustNow') }).click()
  await expect(page.getByText(t('adminUsers.adjusted'))).toBeVisible()
}

export async function switchUser(page: Page, t: Words, username: string, on: boolean) {
  await sheet(page)
    .getByRole('switch', { name: t('adminUsers.mayUse') })
    .click()
  if (!on) {
    const asked = page.getByRole('dialog', { name: t('adminUsers.disableTitle', { name: username }) })
    await asked.getByRole('button', { name: t('adminUsers.disable'), exact: true }).click()
  }
  await expect(page.getByText(t(on ? 'adminUsers.enabled' : 'adminUsers.disabled', { name: username }))).toBeVisible()
}

/** Enters a value out of bounds, which is refused at its field, and then a valid one. */
export async function changeSetting(page: Page, t: Words, name: string, wrong: string, right: string) {
  await page.goto('/admin/settings')
  await page.getByLabel(t('adminSettings.search')).fill(name)
  const line = page.locator('[data-slot=setting]').filter({ has: page.getByText(name, { exact: true }) })
  const input = line.getByRole('textbox')
  await input.fill(wrong)
  await line.getByRole('button', { name: t('adminSettings.save') }).click()
  await expect(line.getByRole('alert')).toBeVisible()
  await expect(input).toHaveValue(wrong)
  await input.fill(right)
  await line.getByRole('button', { name: t('adminSettings.save') }).click()
  await expect(page.getByText(t('adminSettings.saved'))).toBeVisible()
  await page.reload()
  await expect(line.getByRole('textbox')).toHaveValue(right)
}
